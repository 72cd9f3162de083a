"""Sample photos taken in the open: posyandu, school gate, playground, hand-washing place."""

from random import Random

from PIL import Image, ImageDraw

from kla_desktop.app.samples.brush import (
    HEIGHT,
    WIDTH,
    Colour,
    Cutout,
    Point,
    banner,
    foliage,
    mottle,
    ramp,
    shade,
    shadow,
    slanted,
    soften,
    tint,
)
from kla_desktop.app.samples.figures import child, man, pupil, sitting, standing, woman

_LEAF: Colour = (112, 146, 62)


def _ground(photo: Image.Image, rng: Random, top: int, far: Colour, near: Colour) -> None:
    photo.paste(ramp((WIDTH, HEIGHT - top), far, near), (0, top))
    mottle(photo, rng, (0, top, WIDTH, HEIGHT), cells=24, depth=46)


def _paving(photo: Image.Image, horizon: int, top: int, step: int, colour: Colour) -> None:
    """Rule the joints of paving blocks towards one vanishing point."""
    draw = ImageDraw.Draw(photo)
    for foot in range(-3000, 5001, step):
        slope = (foot - WIDTH / 2) / (HEIGHT - horizon)
        draw.line((WIDTH / 2 + slope * (top - horizon), top, foot, HEIGHT), fill=colour, width=3)
    depth = 1.0
    while (y := horizon + (HEIGHT - horizon) / depth) > top:
        draw.line((0, y, WIDTH, y), fill=colour, width=max(2, round(5 / depth)))
        depth += 0.085 * step / 150
    soften(photo, (0, top, WIDTH, HEIGHT), 1.6)


def posyandu(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """Weighing morning under a tent: the scale on its hook, volunteers at the table, mothers waiting."""
    photo = ramp((WIDTH, HEIGHT), (236, 240, 238), (188, 200, 190))
    for left in (-260, 150, 560, 980, 1400):
        foliage(photo, rng, (left, 130, left + 760, 760), shade(_LEAF, rng.uniform(0.85, 1.15)), leaves=420)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, 560, 620, 860), fill=(206, 188, 160))
    draw.rectangle((0, 540, 640, 566), fill=(146, 74, 54))
    draw.rectangle((120, 620, 300, 790), fill=(66, 74, 80))
    draw.rectangle((1480, 590, WIDTH, 860), fill=(176, 190, 188))
    draw.rectangle((1620, 640, 1760, 860), fill=(92, 66, 50))
    _ground(photo, rng, 840, (178, 172, 160), (150, 142, 130))
    soften(photo, (0, 0, WIDTH, 900), 9)
    _paving(photo, 620, 860, 150, (128, 122, 112))
    for _ in range(34):
        x, y = rng.uniform(0, WIDTH), rng.uniform(900, HEIGHT)
        far = (y - 780) / 720
        spot: list[Point] = [(x, y), (x + 120 * far, y - 14 * far), (x + 150 * far, y + 20 * far), (x, y + 24 * far)]
        tint(photo, spot, (255, 244, 214), blur=14, depth=0.4)
    cloth = banner(lines, (1000, 250), (236, 240, 232), (24, 92, 66), (34, 128, 88))
    slanted(photo, cloth, [(372, 398), (1176, 404), (1170, 606), (378, 598)])
    tent = Cutout((0, 0, WIDTH, 420))
    stripe: tuple[Colour, Colour] = rng.choice((((52, 104, 168), (224, 232, 238)), ((200, 70, 60), (240, 226, 206))))
    for strip in range(14):
        left, right = -300 + strip * 186, -300 + (strip + 1) * 186
        tent.shape([(1000 + (left - 1000) * 0.5, -10), (1000 + (right - 1000) * 0.5, -10), (right, 290), (left, 290)],
                   shade(stripe[strip % 2], 0.92), rounds=0)  # fmt: skip
        for tooth in range(2):
            edge = left + tooth * 93
            tent.shape([(edge, 286), (edge + 93, 286), (edge + 90, 340), (edge + 46, 372), (edge + 3, 340)],
                       stripe[strip % 2], rounds=2)  # fmt: skip
    tent.fold([(0, 292), (WIDTH, 292)], 110, 20)
    tent.onto(photo, light=(1.1, 0.9), fall=1.0, blur=1.2)
    for x in (196, 1800):
        pole = Cutout((x - 18, 290, x + 18, 1130))
        pole.slab((x - 11, 290, x + 11, 1124), (190, 194, 196))
        pole.onto(photo, light=(1.1, 0.5))
    for x in (640, 905):
        standing(photo, rng, woman(rng), (x + rng.randint(-20, 20), 1040), 440, front=True, blur=1.1)
    table = Cutout((470, 820, 1180, 1130))
    table.shape([(500, 836), (1150, 836), (1176, 892), (474, 892)], (214, 222, 210), rounds=0)
    table.shape([(474, 890), (1176, 890), (1168, 1112), (482, 1112)], (44, 120, 84), rounds=0)
    for x in range(500, 1180, 54):
        table.fold([(x, 900), (x + rng.randint(-14, 14), 1112)], rng.randint(50, 100), 14)
    shadow(photo, [(450, 1080), (1200, 1080), (1270, 1150), (430, 1140)], blur=22, depth=0.62)
    for x, wide, colour in ((560, 120, (238, 234, 224)), (720, 90, (196, 72, 66)), (1000, 110, (70, 110, 160))):
        table.slab((x, 838, x + wide, 872), colour, radius=4)
        table.fold([(x, 874), (x + wide + 8, 874)], 90, 9)
    table.onto(photo)
    _scale(photo, rng)
    standing(photo, rng, woman(rng, toddler=True), (1500 + rng.randint(-30, 20), 1330), 720)
    standing(photo, rng, woman(rng), (1720, 1270), 640)
    for x, y, size in ((230, 1290, 420), (600 + rng.randint(-30, 30), 1380, 480), (1010, 1390, 470)):
        chair: Colour = rng.choice(((196, 58, 52), (40, 92, 160), (56, 130, 90)))
        sitting(photo, rng, woman(rng), (x, y), size, chair=chair)
    shadow(photo, [(0, 0), (WIDTH, 0), (WIDTH, 150), (0, 150)], blur=120, depth=0.4, round_off=False)
    return photo


def _scale(photo: Image.Image, rng: Random) -> None:
    """Hang the market scale and its sling of batik cloth from a tripod."""
    shadow(photo, [(1190, 1140), (1480, 1140), (1520, 1176), (1180, 1176)], blur=20, depth=0.45)
    scale = Cutout((1150, 380, 1530, 1170))
    for foot in (1180, 1490, 1330):
        scale.stroke([(1335, 420), (foot, 1150 - (40 if foot == 1330 else 0))], (120, 92, 62), 15)  # noqa: PLR2004
    scale.stroke([(1335, 430), (1335, 560)], (70, 72, 76), 6)
    scale.stroke([(1230, 566), (1450, 552)], (186, 188, 190), 13)
    scale.oval((1424, 556, 1462, 610), (70, 74, 80))
    scale.stroke([(1262, 566), (1262, 640)], (60, 60, 64), 5)
    sling = rng.choice(((150, 98, 58), (118, 62, 70), (70, 86, 120)))
    scale.shape([(1262, 620), (1300, 720), (1318, 830), (1262, 880), (1206, 830), (1224, 720)], sling)
    for x in (1235, 1255, 1280):
        scale.fold([(1262, 650), (x + (x - 1262), 850)], 90, 9)
    scale.oval((1268, 716, 1322, 776), (226, 214, 190))
    scale.onto(photo)


def school_gate(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """Morning at the school gate: pupils walk in under the sign of the child-friendly school."""
    photo = ramp((WIDTH, HEIGHT), (150, 190, 222), (236, 236, 224))
    for left in (-300, 30, 1240, 1560):
        foliage(photo, rng, (left, 120, left + 720, 800), shade(_LEAF, rng.uniform(0.8, 1.1)), leaves=460)
    draw = ImageDraw.Draw(photo)
    draw.polygon([(420, 470), (1560, 470), (1660, 610), (330, 610)], fill=(150, 72, 50))
    draw.rectangle((400, 606, 1600, 900), fill=(224, 210, 172))
    for x in range(450, 1560, 190):
        draw.rectangle((x, 660, x + 110, 780), fill=(86, 106, 112))
        draw.rectangle((x, 716, x + 110, 722), fill=(230, 230, 224))
    draw.rectangle((400, 850, 1600, 900), fill=(150, 60, 50))
    _ground(photo, rng, 890, (186, 178, 164), (140, 134, 126))
    soften(photo, (0, 0, WIDTH, 930), 7)
    _paving(photo, 740, 905, 190, (120, 114, 106))
    for left, right in ((-20, 330), (1670, WIDTH + 20)):
        wall = Cutout((left, 640, right, 1120))
        wall.slab((left, 660, right, 1110), (226, 220, 200))
        wall.slab((left, 640, right, 676), (158, 50, 46))
        wall.slab((left, 1030, right, 1110), (158, 50, 46))
        wall.onto(photo, light=(1.05, 0.8))
        mottle(photo, rng, (max(0, left), 640, min(WIDTH, right), 1110), cells=8, depth=36)
        shadow(photo, [(left, 1100), (right, 1100), (right + 40, 1150), (left, 1140)], blur=18, depth=0.5)
    for x in (350, 1650):
        post = Cutout((x - 70, 330, x + 70, 1160))
        post.slab((x - 58, 350, x + 58, 1146), (236, 228, 206))
        post.slab((x - 68, 330, x + 68, 372), (158, 50, 46))
        post.slab((x - 64, 1060, x + 64, 1150), (158, 50, 46))
        post.onto(photo, light=(1.1, 0.7))
    sign = banner(lines, (1300, 260), (26, 84, 140), (250, 246, 226), (238, 186, 56))
    slanted(photo, sign, [(330, 346), (1672, 352), (1672, 596), (330, 590)])
    shadow(photo, [(340, 596), (1664, 600), (1660, 640), (344, 636)], blur=14, depth=0.45, round_off=False)
    for foot, far in ((420, 620), (1580, 1380)):
        leaf = Cutout((min(foot, far) - 10, 640, max(foot, far) + 10, 1150))
        for step in range(11):
            bar = foot + (far - foot) * step / 10
            leaf.stroke([(bar, 700 - step * 1.4), (bar, 1130 - step * 8)], (46, 62, 58), 9)
        leaf.stroke([(foot, 720), (far, 706)], (46, 62, 58), 14)
        leaf.stroke([(foot, 1080), (far, 1010)], (46, 62, 58), 14)
        leaf.onto(photo)
    for x, y, high in ((960, 1010, 235), (1120, 1035, 255), (800, 1060, 270)):
        standing(photo, rng, pupil(rng), (x + rng.randint(-30, 30), y), high, blur=1.2)
    standing(photo, rng, woman(rng), (1310, 1110), 470, front=True, blur=1.0)
    for x, y, high in ((640, 1230, 420), (905, 1300, 470), (1230, 1390, 540), (430, 1400, 520)):
        standing(photo, rng, pupil(rng), (x + rng.randint(-40, 40), y), high, light=(1.12, 0.62))
    standing(photo, rng, man(rng), (1690, 1420), 880, light=(1.12, 0.55))
    tint(photo, [(0, 0), (700, 0), (300, 1100), (0, 1200)], (255, 236, 190), blur=220, depth=0.28)
    return photo


def playground(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """Afternoon at the child-friendly playground: slide, swing, soft floor, the sign at its edge."""
    photo = ramp((WIDTH, HEIGHT), (122, 174, 220), (240, 238, 222))
    for _ in range(5):
        x, y = rng.uniform(100, 1900), rng.uniform(40, 260)
        tint(photo, [(x - 260, y + 40), (x, y - 40), (x + 280, y + 50)], (255, 255, 255), blur=60, depth=0.75)
    for left in range(-300, 1900, 330):
        high = rng.randint(250, 420)
        tone = shade(_LEAF, rng.uniform(0.75, 1.1))
        foliage(photo, rng, (left, high, left + 640, 900), tone, leaves=430)
    _ground(photo, rng, 800, (136, 152, 84), (104, 124, 62))
    soften(photo, (0, 200, WIDTH, 880), 7)
    for _ in range(5):
        x = rng.uniform(0, WIDTH)
        shadow(photo, [(x, 820), (x + 300, 812), (x + 420, 870), (x - 80, 880)], blur=30, depth=0.5)
    floor = Cutout((0, 900, WIDTH, 1420))
    floor.shape([(330, 930), (1640, 920), (1960, 1310), (1500, 1400), (240, 1390), (40, 1220)], (176, 84, 66), rounds=2)
    floor.shape([(760, 985), (1280, 980), (1420, 1190), (1080, 1260), (640, 1200)], (66, 126, 152))
    floor.onto(photo, light=(1.08, 0.9), fall=0.95)
    mottle(photo, rng, (0, 900, WIDTH, 1420), cells=200, depth=28)
    for _ in range(16):
        x, y = rng.uniform(-100, WIDTH), rng.uniform(930, HEIGHT)
        shadow(photo, [(x, y), (x + 200, y - 24), (x + 260, y + 30), (x + 40, y + 44)], blur=22, depth=0.3)
    _swing(photo, rng)
    _slide(photo)
    for x, y, high in ((880, 1180, 320), (1040, 1230, 350), (720, 1330, 400)):
        standing(photo, rng, child(rng), (x + rng.randint(-50, 50), y), high, light=(1.15, 0.6), sun=0.6)
    standing(photo, rng, woman(rng), (1760, 1370), 660, light=(1.12, 0.6), sun=0.6)
    sitting(photo, rng, child(rng), (1080, 1400), 230, chair=None)
    shadow(photo, [(90, 1300), (470, 1290), (560, 1340), (120, 1350)], blur=20, depth=0.55)
    posts = Cutout((100, 760, 460, 1330))
    for x in (150, 410):
        posts.slab((x - 14, 770, x + 14, 1320), (122, 86, 54))
    posts.onto(photo, light=(1.1, 0.6))
    board = banner(lines, (420, 300), (248, 214, 84), (44, 70, 104), (52, 130, 90))
    slanted(photo, board, [(84, 800), (486, 780), (488, 1066), (88, 1070)])
    tint(photo, [(1400, 0), (WIDTH, 0), (WIDTH, 900), (1700, 700)], (255, 232, 170), blur=200, depth=0.4)
    return photo


def _swing(photo: Image.Image, rng: Random) -> None:
    shadow(photo, [(520, 1110), (960, 1100), (1010, 1130), (540, 1150)], blur=16, depth=0.4)
    frame = Cutout((430, 600, 930, 1150))
    for top, foot in ((520, 460), (520, 590), (840, 780), (840, 905)):
        frame.stroke([(top, 625), (foot, 1130)], (44, 96, 156), 18)
    frame.stroke([(505, 625), (860, 625)], (230, 178, 48), 20)
    for x in (610, 740):
        sway = rng.randint(-26, 26)
        frame.stroke([(x, 630), (x + sway, 980)], (70, 70, 72), 4)
        frame.stroke([(x + 56, 630), (x + 56 + sway, 980)], (70, 70, 72), 4)
        frame.slab((x - 8 + sway, 976, x + 66 + sway, 994), (186, 54, 48), radius=6)
    frame.onto(photo, light=(1.1, 0.75))


def _slide(photo: Image.Image) -> None:
    shadow(photo, [(1180, 1180), (1640, 1150), (1720, 1210), (1200, 1240)], blur=22, depth=0.5)
    tower = Cutout((1120, 430, 1700, 1220))
    for x in (1400, 1570):
        tower.slab((x - 12, 560, x + 12, 1190), (214, 164, 52), radius=8)
    tower.shape([(1360, 570), (1485, 440), (1612, 570)], (190, 58, 52), rounds=1)
    tower.slab((1388, 800, 1584, 826), (62, 118, 92), radius=6)
    for y in (690, 745):
        tower.stroke([(1400, y), (1570, y)], (62, 118, 92), 10)
    for step in range(6):
        tower.stroke([(1576 + step * 13, 850 + step * 60), (1626 + step * 13, 850 + step * 60)], (120, 124, 128), 10)
    tower.stroke([(1580, 820), (1660, 1190)], (120, 124, 128), 12)
    tower.stroke([(1626, 820), (1698, 1190)], (120, 124, 128), 10)
    tower.shape([(1396, 800), (1404, 836), (1270, 1060), (1180, 1176), (1128, 1180), (1132, 1150), (1230, 1030)],
                (60, 134, 190), rounds=2)  # fmt: skip
    tower.shape([(1392, 812), (1398, 826), (1262, 1050), (1176, 1160), (1150, 1162), (1242, 1036)], (126, 182, 220),
                rounds=2)  # fmt: skip
    tower.onto(photo, light=(1.1, 0.75))


def hand_washing(rng: Random, lines: tuple[str, ...]) -> Image.Image:
    """Pupils wash their hands at the tiled basin in the school yard, the poster above it."""
    photo = ramp((WIDTH, HEIGHT), (222, 222, 204), (204, 198, 176))
    mottle(photo, rng, (0, 0, WIDTH, 900), cells=14, depth=44)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((0, 560, WIDTH, 1000), fill=(188, 214, 216))
    for x in range(0, WIDTH, 84):
        draw.line((x, 560, x, 1000), fill=(226, 232, 230), width=4)
    for y in range(560, 1000, 84):
        draw.line((0, y, WIDTH, y), fill=(226, 232, 230), width=4)
    draw.rectangle((0, 545, WIDTH, 562), fill=(70, 130, 140))
    _ground(photo, rng, 1000, (150, 146, 138), (120, 116, 110))
    soften(photo, (0, 0, WIDTH, 1010), 2.4)
    shadow(photo, [(0, 0), (WIDTH, 0), (WIDTH, 110), (0, 190)], blur=50, depth=0.5, round_off=False)
    poster = banner(lines, (900, 330), (250, 250, 244), (22, 98, 130), (60, 160, 190))
    shadow(photo, [(560, 180), (1490, 170), (1500, 528), (570, 540)], blur=16, depth=0.5, round_off=False)
    slanted(photo, poster, [(540, 166), (1466, 150), (1470, 504), (544, 514)])
    basin = Cutout((60, 830, 1940, 1130))
    basin.slab((80, 850, 1920, 908), (238, 240, 238), radius=14)
    basin.slab((100, 900, 1900, 1110), (206, 212, 208), radius=6)
    for x in range(160, 1900, 90):
        basin.fold([(x, 906), (x, 1110)], 26, 4)
    basin.fold([(80, 912), (1920, 912)], 110, 18)
    for x in range(250, 1900, 300):
        basin.oval((x - 90, 858, x + 90, 896), (168, 180, 182))
    shadow(photo, [(80, 1090), (1930, 1090), (1960, 1160), (90, 1160)], blur=26, depth=0.6)
    basin.onto(photo, light=(1.06, 0.86))
    for x in range(250, 1900, 300):
        tap = Cutout((x - 60, 690, x + 60, 850))
        tap.stroke([(x, 700), (x, 760), (x + 2, 800)], (176, 180, 184), 20)
        tap.stroke([(x - 30, 716), (x + 30, 716)], (150, 154, 160), 12)
        tap.onto(photo)
        tint(photo, [(x - 5, 800), (x + 6, 800), (x + 9, 880), (x - 8, 880)], (246, 252, 255), blur=5, depth=0.8)
    for bottle in (420, 1010, 1600):
        soap = Cutout((bottle - 40, 740, bottle + 40, 860))
        soap.slab((bottle - 24, 780, bottle + 24, 856), (86, 178, 120), radius=10)
        soap.slab((bottle - 8, 752, bottle + 8, 784), (240, 240, 238))
        soap.onto(photo)
    for x in (250, 560, 860, 1150, 1460):
        if rng.random() < 0.93:  # noqa: PLR2004 - now and then a tap stays free
            standing(photo, rng, pupil(rng, pack=False), (x + rng.randint(-30, 30), 1250 + rng.randint(-20, 50)), 560)
    standing(photo, rng, woman(rng), (1760, 1340), 860)
    tint(photo, [(0, 300), (300, 200), (700, HEIGHT), (0, HEIGHT)], (255, 240, 204), blur=200, depth=0.3)
    return photo
