"""Sample photos taken indoors or at a door: children's meeting, reading corner, waiting room, signs, nursing room."""

from random import Random

from PIL import Image, ImageDraw

from kla_desktop.app.samples.brush import (
    HEIGHT,
    WIDTH,
    Colour,
    Cutout,
    banner,
    foliage,
    font,
    mottle,
    ramp,
    shade,
    shadow,
    slanted,
    soften,
    tint,
)
from kla_desktop.app.samples.figures import child, man, pupil, sitting, standing, woman


def _room(rng: Random, wall: Colour, floor: Colour, edge: int) -> Image.Image:
    """Paint a back wall and a tiled floor that shines a little."""
    photo = ramp((WIDTH, HEIGHT), shade(wall, 1.05), shade(wall, 0.86))
    mottle(photo, rng, (0, 0, WIDTH, edge), cells=9, depth=30)
    photo.paste(ramp((WIDTH, HEIGHT - edge), shade(floor, 0.86), shade(floor, 1.02)), (0, edge))
    draw = ImageDraw.Draw(photo)
    grout = shade(floor, 0.78)
    for foot in range(-4200, 6201, 240):
        slope = (foot - WIDTH / 2) / (HEIGHT - edge + 420)
        draw.line((WIDTH / 2 + slope * 420, edge, foot, HEIGHT), fill=grout, width=4)
    depth = 1.0
    while (y := edge - 420 + (HEIGHT - edge + 420) / depth) > edge:
        draw.line((0, y, WIDTH, y), fill=grout, width=max(2, round(5 / depth)))
        depth += 0.12
    draw.rectangle((0, edge - 26, WIDTH, edge), fill=shade(wall, 0.6))
    soften(photo, (0, edge - 40, WIDTH, HEIGHT), 2)
    mottle(photo, rng, (0, edge, WIDTH, HEIGHT), cells=12, depth=26)
    return photo


def _window(photo: Image.Image, rng: Random, box: tuple[int, int, int, int], shine_to: int) -> None:
    """Let in daylight: an overexposed pane with leaves outside, and its reflection on the floor."""
    left, top, wide, high = box
    pane = Image.new("RGB", (WIDTH, HEIGHT), (244, 250, 248))
    foliage(pane, rng, (left - 60, top + high * 0.2, left + wide + 60, top + high * 1.3), (170, 200, 130), leaves=160)
    photo.paste(pane.crop((left, top, left + wide, top + high)), (left, top))
    draw = ImageDraw.Draw(photo)
    draw.rectangle((left, top, left + wide, top + high), outline=(122, 84, 54), width=16)
    draw.line((left + wide / 2, top, left + wide / 2, top + high), fill=(122, 84, 54), width=12)
    soften(photo, (left - 20, top - 20, left + wide + 20, top + high + 20), 3)
    tint(photo, [(left, shine_to - 240), (left + wide, shine_to - 240), (left + wide * 1.3, shine_to),
                 (left - wide * 0.3, shine_to)], (255, 255, 250), blur=60, depth=0.5)  # fmt: skip


def children_meeting(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """Musrenbang anak in the kelurahan hall: rows of children, one at the front with the list on the screen."""
    photo = _room(rng, (226, 214, 186), (206, 200, 190), 900)
    draw = ImageDraw.Draw(photo)
    draw.polygon([(0, 0), (WIDTH, 0), (1700, 170), (300, 170)], fill=(238, 236, 228))
    for x in (520, 1000, 1480):
        draw.polygon([(x - 130, 70), (x + 130, 70), (x + 110, 100), (x - 110, 100)], fill=(255, 255, 252))
        tint(photo, [(x - 220, 30), (x + 220, 30), (x + 180, 150), (x - 180, 150)], (255, 255, 250), blur=70, depth=0.6)
    _window(photo, rng, (40, 330, 270, 380), 1250)
    _window(photo, rng, (1710, 330, 270, 380), 1250)
    cloth = banner(lines, (1250, 250), (196, 44, 46), (255, 248, 228), (246, 204, 74))
    slanted(photo, cloth, [(388, 196), (1616, 188), (1610, 430), (394, 436)])
    screen = Image.new("RGB", (520, 330), (248, 250, 252))
    page = ImageDraw.Draw(screen)
    page.rectangle((0, 0, 520, 62), fill=(32, 96, 150))
    page.text((26, 12), "Usulan Anak 2026", fill=(255, 255, 255), font=font(34, 700))
    for row, wish in enumerate(("Taman baca di tiap RW", "Lampu jalan dekat sekolah", "Lapangan bebas rokok",
                                "Kelas seni di PKA", "Zona selamat sekolah")):  # fmt: skip
        page.text((40, 82 + row * 47), f"{row + 1}. {wish}", fill=(40, 46, 56), font=font(29, 500))
    slanted(photo, screen, [(420, 480), (930, 478), (930, 800), (420, 804)])
    soften(photo, (0, 0, WIDTH, 910), 2.0)
    tint(photo, [(400, 460), (950, 460), (950, 820), (400, 820)], (226, 240, 255), blur=60, depth=0.22)
    standing(photo, rng, child(rng), (1050, 985), 400, front=True, blur=1.3, sun=0.35)
    standing(photo, rng, man(rng, shirt=(158, 132, 88)), (1250, 990), 500, front=True, blur=1.3, sun=0.35)
    standing(photo, rng, woman(rng), (1480, 1000), 480, front=True, blur=1.3, sun=0.35)
    for row, (y, size, step) in enumerate(((1060, 200, 205), (1200, 270, 275), (1390, 370, 370))):
        chair: Colour = ((52, 104, 170), (196, 60, 54), (52, 104, 170))[row]
        for place in range(WIDTH // step + 1):
            if rng.random() < 0.88:  # noqa: PLR2004 - some chairs stay out of the picture
                seat = (place + 0.4) * step + rng.randint(-18, 18)
                who = pupil(rng, pack=False) if rng.random() < 0.4 else child(rng)  # noqa: PLR2004
                sitting(photo, rng, who, (seat, y + rng.randint(-10, 10)), size, chair=chair, blur=1.3 - row * 0.35,
                        light=(1.04, 0.76))  # fmt: skip
    shadow(photo, [(0, 1380), (WIDTH, 1380), (WIDTH, HEIGHT), (0, HEIGHT)], blur=90, depth=0.4, round_off=False)
    return photo


def reading_corner(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """The reading corner of an RW: shelves, a bright mat, children with books."""
    photo = _room(rng, (172, 206, 196), (196, 176, 146), 860)
    _window(photo, rng, (1560, 200, 380, 430), 1330)
    title = banner(lines, (820, 220), (250, 246, 232), (196, 74, 52), (240, 180, 62))
    shadow(photo, [(330, 130), (1160, 130), (1168, 356), (338, 360)], blur=14, depth=0.4, round_off=False)
    slanted(photo, title, [(318, 112), (1140, 120), (1138, 338), (320, 336)])
    soften(photo, (0, 0, WIDTH, 860), 1.4)
    for left, right in ((110, 760), (800, 1450)):
        shadow(photo, [(left, 420), (right + 40, 420), (right + 50, 960), (left, 960)], blur=26, depth=0.5)
        shelf = Cutout((left - 10, 400, right + 10, 960))
        shelf.slab((left, 410, right, 950), (172, 122, 74), radius=8)
        for row in range(3):
            top = 430 + row * 174
            shelf.slab((left + 18, top, right - 18, top + 152), (92, 62, 40))
            x = left + 24.0
            while x < right - 60:
                wide = rng.uniform(13, 34)
                high = rng.uniform(92, 138)
                spine: Colour = rng.choice(((196, 64, 58), (52, 112, 168), (240, 190, 72), (80, 148, 96),
                                            (236, 232, 222), (150, 86, 140), (222, 122, 66), (58, 62, 84)))  # fmt: skip
                if rng.random() < 0.92:  # noqa: PLR2004 - gaps where books are out
                    shelf.slab((x, top + 152 - high, x + wide - 2, top + 152), shade(spine, rng.uniform(0.8, 1.05)))
                    shelf.slab((x + 3, top + 176 - high, x + wide - 5, top + 184 - high), shade(spine, 1.35))
                x += wide
            shelf.fold([(left + 18, top + 4), (right - 18, top + 4)], 150, 18)
        shelf.onto(photo, light=(0.9, 1.08), fall=0.9)
    mat = Cutout((60, 960, 1940, 1490))
    puzzle: tuple[Colour, ...] = ((222, 92, 74), (240, 194, 82), (92, 164, 120), (78, 142, 192))
    for row in range(4):
        for place in range(7):
            top, bottom = 980 + row * row * 22 + row * 62, 980 + (row + 1) * (row + 1) * 22 + (row + 1) * 62
            spread, wider = 150 + (top - 980) * 0.24, 150 + (bottom - 980) * 0.24
            mat.shape([(960 + (place - 3.5) * spread * 1.5, top), (960 + (place - 2.5) * spread * 1.5, top),
                       (960 + (place - 2.5) * wider * 1.5, bottom), (960 + (place - 3.5) * wider * 1.5, bottom)],
                      puzzle[(row + place) % 4], rounds=0)  # fmt: skip
    mat.onto(photo, light=(0.92, 1.08), fall=0.95)
    mottle(photo, rng, (60, 960, 1940, 1490), cells=160, depth=22)
    for x, y, size in ((470, 1130, 290), (820, 1090, 270), (1190, 1120, 280), (640, 1370, 380), (1120, 1400, 390)):
        sitting(photo, rng, child(rng), (x + rng.randint(-30, 30), y), size, chair=None, light=(0.72, 1.08))
    sitting(photo, rng, woman(rng), (1560, 1290), 430, chair=None, light=(0.74, 1.08))
    for x, y in ((930, 1250), (1380, 1230), (380, 1300)):
        book = Cutout((x - 80, y - 40, x + 80, y + 40))
        book.shape([(x - 66, y - 18), (x, y - 10), (x + 66, y - 20), (x + 74, y + 22), (x, y + 32), (x - 74, y + 20)],
                   (246, 242, 230), rounds=0)  # fmt: skip
        book.fold([(x, y - 10), (x, y + 32)], 110, 6)
        shadow(photo, [(x - 70, y + 10), (x + 80, y + 10), (x + 84, y + 40), (x - 70, y + 40)], blur=10, depth=0.5)
        book.onto(photo)
    return photo


def waiting_room(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """The health centre's waiting room: a children's counter, a play corner, families on the benches."""
    photo = _room(rng, (232, 236, 228), (214, 218, 214), 880)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, 0, WIDTH, 90), fill=(244, 246, 244))
    draw.rectangle((0, 600, WIDTH, 640), fill=(64, 150, 132))
    for x in (420, 1200):
        tint(photo, [(x - 300, 0), (x + 300, 0), (x + 240, 60), (x - 240, 60)], (255, 255, 255), blur=60, depth=0.9)
    _window(photo, rng, (30, 190, 250, 380), 1220)
    head = banner(lines, (960, 220), (30, 122, 108), (250, 252, 246), (244, 206, 84))
    slanted(photo, head, [(380, 130), (1330, 138), (1328, 350), (382, 348)])
    draw.rectangle((380, 400, 1330, 790), fill=(196, 214, 210))
    for x in (380, 700, 1020, 1330):
        draw.line((x, 400, x, 790), fill=(244, 246, 244), width=16)
    soften(photo, (0, 0, WIDTH, 880), 2.2)
    for number, x in enumerate((540, 860, 1175)):
        standing(photo, rng, woman(rng), (x, 1010), 520, front=True, blur=1.2, sun=0.0)
        plate = Image.new("RGB", (150, 60), (244, 206, 84))
        label = ("LOKET ANAK", "IMUNISASI", "GIZI")[number]
        ImageDraw.Draw(plate).text((75, 28), label, fill=(40, 54, 60), font=font(23, 700), anchor="mm")
        slanted(photo, plate, [(x - 80, 404), (x + 80, 404), (x + 80, 462), (x - 80, 462)])
    desk = Cutout((340, 770, 1380, 1030))
    desk.slab((350, 780, 1370, 822), (244, 246, 242), radius=10)
    desk.slab((370, 818, 1350, 1010), (70, 158, 140), radius=4)
    desk.fold([(370, 828), (1350, 828)], 120, 16)
    desk.slab((400, 880, 1320, 896), (244, 206, 84))
    shadow(photo, [(360, 990), (1380, 990), (1400, 1050), (350, 1050)], blur=20, depth=0.5)
    desk.onto(photo)
    _play_corner(photo, rng)
    for row, (y, size) in enumerate(((1180, 300), (1400, 400))):
        step = 330 if row == 0 else 400
        for place in range(4 if row == 0 else 5):
            x = 190 + place * step + rng.randint(-24, 24)
            small = rng.random() < 0.35  # noqa: PLR2004 - every third seat holds a child
            who = child(rng) if small else woman(rng) if rng.random() < 0.75 else man(rng)  # noqa: PLR2004
            sitting(photo, rng, who, (x, y), size * (0.86 if small else 1), chair=(88, 108, 124), blur=1.0 - row * 0.3)
    standing(photo, rng, woman(rng, toddler=True), (1500, 1190), 590)
    return photo


def _play_corner(photo: Image.Image, rng: Random) -> None:
    corner = Cutout((1420, 640, 1990, 1110))
    for x, high, colour in ((1450, 250, (240, 184, 70)), (1600, 200, (222, 96, 80)), (1740, 230, (78, 142, 192)),
                            (1870, 190, (98, 164, 118))):  # fmt: skip
        corner.slab((x, 930 - high, x + 100, 1000), colour, radius=50)
    corner.shape([(1430, 990), (1960, 984), (1996, 1090), (1424, 1100)], (120, 176, 150), rounds=1)
    for _ in range(9):
        across, down = rng.uniform(1480, 1900), rng.uniform(1000, 1060)
        ball: Colour = rng.choice(((222, 92, 74), (240, 194, 82), (78, 142, 192)))
        corner.oval((across, down, across + 34, down + 34), ball)
    corner.onto(photo, blur=1.4)
    mural = Image.new("RGB", (440, 150), (250, 246, 232))
    ImageDraw.Draw(mural).text((220, 72), "Pojok Bermain", fill=(196, 84, 60), font=font(54, 700), anchor="mm")
    slanted(photo, mural, [(1480, 450), (1920, 440), (1920, 590), (1480, 596)])


def smoke_free_sign(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """A smoke-free sign beside an office door, photographed close, with plants and the morning sun."""
    photo = ramp((WIDTH, HEIGHT), (222, 206, 174), (196, 176, 142), across=True)
    mottle(photo, rng, (0, 0, WIDTH, 1240), cells=11, depth=50)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((1480, 160, WIDTH, 1250), fill=(96, 62, 42))
    draw.rectangle((1540, 230, WIDTH, 760), fill=(112, 136, 142))
    draw.rectangle((1540, 820, WIDTH, 1180), fill=(84, 54, 36))
    tint(photo, [(1560, 240), (1760, 240), (1640, 750), (1560, 750)], (230, 240, 240), blur=30, depth=0.6)
    draw.rectangle((0, 1120, 1480, 1240), fill=(112, 92, 76))
    photo.paste(ramp((WIDTH, 270), (160, 150, 138), (134, 126, 116)), (0, 1230))
    mottle(photo, rng, (0, 1120, WIDTH, HEIGHT), cells=60, depth=50)
    soften(photo, (0, 0, WIDTH, HEIGHT), 2.2)
    shadow(photo, [(420, 240), (1290, 250), (1300, 1020), (430, 1010)], blur=24, depth=0.6, round_off=False)
    sign = Image.new("RGB", (840, 760), (250, 250, 246))
    face = ImageDraw.Draw(sign)
    face.rectangle((0, 0, 839, 759), outline=(190, 30, 36), width=18)
    face.ellipse((240, 44, 600, 404), fill=(190, 30, 36))
    face.ellipse((288, 92, 552, 356), fill=(250, 250, 246))
    face.rectangle((300, 208, 468, 244), fill=(40, 40, 44))
    face.rectangle((474, 208, 504, 244), fill=(214, 120, 50))
    face.line((516, 200, 530, 170, 512, 150), fill=(120, 120, 124), width=9, joint="curve")
    face.line((330, 132, 512, 316), fill=(190, 30, 36), width=44)
    for row, line in enumerate(lines):
        letters = font(74 if row == 0 else 36, 800 if row == 0 else 500)
        while face.textlength(line, letters) > 770:  # noqa: PLR2004 - the sign's inner width
            letters = font(round(letters.size * 0.95), 800 if row == 0 else 500)
        face.text((420, 472 + row * 62 + (26 if row else 0)), line, fill=(170, 24, 30) if row == 0 else (50, 52, 58),
                  font=letters, anchor="mm")  # fmt: skip
    slanted(photo, sign, [(388, 214), (1262, 232), (1254, 998), (396, 984)])
    tint(photo, [(388, 214), (820, 220), (560, 980), (396, 980)], (255, 255, 255), blur=70, depth=0.22)
    for x, size in ((120, 420), (1390, 330)):
        shadow(photo, [(x - 120, 1360), (x + 190, 1350), (x + 260, 1400), (x - 100, 1410)], blur=24, depth=0.6)
        foliage(photo, rng, (x - size * 0.7, 1180 - size, x + size * 0.7, 1240), (96, 142, 66), leaves=300, blur=1.5)
        pot = Cutout((x - 120, 1150, x + 120, 1400))
        pot.shape([(x - 104, 1170), (x + 104, 1170), (x + 76, 1386), (x - 76, 1386)], (172, 92, 62), rounds=1)
        pot.slab((x - 112, 1156, x + 112, 1196), (186, 104, 72), radius=8)
        pot.onto(photo, light=(1.1, 0.6))
    tint(photo, [(0, 0), (900, 0), (200, 1200), (0, 1300)], (255, 230, 170), blur=180, depth=0.3)
    for _ in range(12):
        left, top = rng.uniform(0, 1500), rng.uniform(0, 1100)
        shadow(photo, [(left, top), (left + 120, top + 30), (left + 60, top + 90)], blur=40, depth=0.25)
    return photo


def nursing_room(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """The nursing corner of a health centre: a sofa, a curtain, a small fridge, a poster on breast milk."""
    photo = _room(rng, (238, 214, 208), (204, 186, 160), 980)
    _window(photo, rng, (1400, 180, 440, 460), 1400)
    for left, step in ((1260, 1), (1790, 1)):
        cloth = Cutout((left, 120, left + 190, 960))
        cloth.shape(
            [(left + 10, 130), (left + 180, 130), (left + 186, 950), (left + 4, 950)], (206, 140, 150), rounds=0
        )
        for x in range(left + 14, left + 186, 26 * step):
            cloth.fold([(x, 140), (x + rng.randint(-6, 6), 950)], rng.randint(50, 110), 10)
        cloth.onto(photo, fall=0.94)
    poster = banner(lines, (640, 330), (252, 250, 244), (180, 62, 92), (226, 130, 150))
    shadow(photo, [(330, 190), (960, 190), (972, 520), (340, 524)], blur=14, depth=0.4, round_off=False)
    slanted(photo, poster, [(312, 172), (946, 180), (944, 504), (314, 500)])
    soften(photo, (0, 0, WIDTH, 980), 1.4)
    shadow(photo, [(280, 1180), (1330, 1180), (1390, 1270), (260, 1270)], blur=34, depth=0.6)
    sofa = Cutout((250, 680, 1370, 1260))
    sofa.slab((300, 700, 1320, 1120), (112, 146, 150), radius=60)
    sofa.slab((270, 880, 400, 1200), (126, 162, 166), radius=50)
    sofa.slab((1220, 880, 1350, 1200), (126, 162, 166), radius=50)
    sofa.slab((390, 960, 1230, 1120), (138, 174, 178), radius=36)
    sofa.slab((330, 1100, 1290, 1210), (104, 136, 140), radius=24)
    for x in (360, 1260):
        sofa.slab((x - 18, 1200, x + 18, 1250), (70, 48, 36))
    sofa.fold([(390, 1116), (1230, 1116)], 120, 18)
    sofa.fold([(400, 952), (1220, 952)], 100, 18)
    sofa.fold([(810, 970), (810, 1110)], 80, 10)
    for x, colour in ((470, (236, 190, 120)), (1080, (206, 120, 136))):
        sofa.shape([(x, 830), (x + 170, 810), (x + 186, 970), (x + 12, 984)], colour, rounds=2)
    sofa.onto(photo, light=(0.9, 1.08))
    fridge = Cutout((1440, 760, 1760, 1270))
    fridge.slab((1460, 770, 1740, 1250), (238, 240, 240), radius=20)
    fridge.fold([(1460, 900), (1740, 900)], 110, 6)
    fridge.slab((1480, 930, 1494, 1080), (150, 154, 160), radius=6)
    fridge.write((1600, 1000), "ASI PERAH", 34, (180, 62, 92))
    shadow(photo, [(1450, 1220), (1780, 1220), (1810, 1280), (1440, 1280)], blur=22, depth=0.6)
    fridge.onto(photo, light=(1.08, 0.78))
    foliage(photo, rng, (20, 560, 300, 1060), (104, 150, 80), leaves=240, blur=1.5)
    pot = Cutout((80, 1020, 260, 1270))
    pot.shape([(96, 1040), (244, 1040), (220, 1256), (120, 1256)], (236, 232, 224), rounds=1)
    shadow(photo, [(80, 1230), (270, 1230), (300, 1280), (80, 1280)], blur=20, depth=0.5)
    pot.onto(photo)
    return photo
