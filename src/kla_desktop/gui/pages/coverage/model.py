"""The model behind the table of Cakupan: indicators against places, agencies or years, either way round."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kla_desktop.gui import texts
from kla_desktop.gui.widgets.state_label import State, state_word
from kla_desktop.model.catalogue import Cluster, Indicator
from kla_desktop.operations.tabulate_coverage import ALL, Figure, Office, Sum, Table

Subject = Cluster | Indicator | Office | None
"""What a row or column is about; None adds up."""
Index = QModelIndex | QPersistentModelIndex
FIGURE = Qt.ItemDataRole.UserRole
SUBJECT = Qt.ItemDataRole.UserRole + 1
SEARCHED = Qt.ItemDataRole.UserRole + 2
"""Of a header: the words that a row or column is found by, casefolded."""
_MARKS = {
    "returned": State.RETURNED,
    "accepted": State.ACCEPTED,
    "waiting": State.WAITING,
    "none": State.MISSING,
    "not_applicable": State.NOT_APPLICABLE,
}


def state_of(figure: Figure) -> State:
    """The symbol and colour of a cell."""
    return _MARKS[figure.mark]


def number_of(figure: Figure) -> str:
    """The number beside the symbol, in words of the screen."""
    return texts.number(figure.count) if figure.count else ""


def name_of(subject: Subject, total: str) -> str:
    """What stands at the head of a row or column."""
    if isinstance(subject, Indicator):
        return subject.label(texts.language())
    if isinstance(subject, Cluster):
        return subject.short(texts.language()) or subject.code
    return subject.name if subject is not None else total


class CoverageModel(QAbstractTableModel):
    """Last row and last column add up. Turned, offices go down and indicators across, without their clusters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self.turned = False
        self.down: Sequence[Subject] = ()
        self.across: Sequence[Subject] = ()
        self._cells: list[list[tuple[Figure | Sum | None, bool]]] = []

    @property
    def table(self) -> Table | None:
        """What is shown."""
        return self._table

    def show_table(self, table: Table, *, turned: bool = False) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._table, self.turned = table, turned
        offices: list[Subject] = [*table.columns, None]
        if turned:
            self.down, self.across = offices, [*(row for row in table.rows if isinstance(row, Indicator)), None]
        else:
            self.down, self.across = [*table.rows, None], offices
        self._cells = [[self._cell(one, other) for other in self.across] for one in self.down]
        self.endResetModel()

    def cell(self, row: int, column: int) -> tuple[Figure | Sum | None, bool]:
        """What a cell shows, and whether it is part of a heading; for painting, without a way through Qt."""
        return self._cells[row][column]

    def _cell(self, one: Subject, other: Subject) -> tuple[Figure | Sum | None, bool]:
        assert self._table is not None
        subject, office = self._pair(one, other)
        return self._value(self._table, subject, office), one is None or isinstance(one, Cluster)

    def place_of(self, indicator: str) -> int:
        """The row of an indicator, or its column in a turned table; -1 if there is none."""
        axis = self.across if self.turned else self.down
        return next((at for at, one in enumerate(axis) if isinstance(one, Indicator) and one.slug == indicator), -1)

    def at(self, index: Index) -> tuple[Indicator, Office | None] | None:
        """Indicator and office of a cell (None for all offices); None where a cell has no indicator of its own."""
        if not index.isValid() or self._table is None:
            return None
        subject, office = self._subjects(index)
        return (subject, office) if isinstance(subject, Indicator) else None

    def _subjects(self, index: Index) -> tuple[Cluster | Indicator | None, Office | None]:
        return self._pair(self.down[index.row()], self.across[index.column()])

    def _pair(self, down: Subject, across: Subject) -> tuple[Cluster | Indicator | None, Office | None]:
        one, other = (across, down) if self.turned else (down, across)
        return one if not isinstance(one, Office) else None, other if isinstance(other, Office) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Clusters and indicators, or offices; and the sum."""
        return 0 if parent.isValid() else len(self.down)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Offices, or indicators; and the sum."""
        return 0 if parent.isValid() else len(self.across)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings of clusters and sums over offices are passed over by the arrows."""
        if self.at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of columns and rows, and what they are about."""
        axis = self.across if orientation == Qt.Orientation.Horizontal else self.down
        if not 0 <= section < len(axis):
            return None
        subject = axis[section]
        if role == SUBJECT:
            return subject
        if role == SEARCHED:
            return self._searched(subject)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(subject, Indicator):
            return f"{subject.code} {subject.name(texts.language())}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name_of(subject, self._total(orientation))
        return None

    def _total(self, orientation: Qt.Orientation) -> str:
        """The name of the last column or row: over years it tells how many kinds of evidence are filled."""
        over_offices = (orientation == Qt.Orientation.Horizontal) != self.turned
        by_year = self._table is not None and self._table.by == "year"
        return self.tr("Jenis bukti") if over_offices and by_year else self.tr("JUMLAH")

    def _searched(self, subject: Subject) -> str:
        if not isinstance(subject, Indicator):
            return "" if isinstance(subject, Cluster) else name_of(subject, "").casefold()
        clusters = (row for row in (self._table.rows if self._table else ()) if isinstance(row, Cluster))
        cluster = next((name_of(one, "") for one in clusters if one.code == subject.cluster), "")
        return f"{name_of(subject, '')} {subject.name(texts.language())} {cluster}".casefold()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Figures for painting, words for readers."""
        if self._table is None:
            return None
        subject, office = self._subjects(index)
        value, _heading = self.cell(index.row(), index.column())
        if role == FIGURE:
            return value
        if isinstance(value, Figure) and isinstance(subject, Indicator) and office is not None:
            return self._said(subject, office, value, role)
        return self._said_sum(subject, office, value, role) if isinstance(value, Sum) else None

    @staticmethod
    def _value(table: Table, subject: Cluster | Indicator | None, office: Office | None) -> Figure | Sum | None:
        if isinstance(subject, Indicator):
            return table.figure(subject.slug, office.key) if office is not None else table.sums[subject.slug]
        if isinstance(subject, Cluster):
            return table.sums[subject.code] if office is None else None
        return table.sums[office.key if office is not None else ALL]

    def _said(self, row: Indicator, office: Office, figure: Figure, role: int) -> str | None:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, office, figure)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.label(texts.language())} × {office.name}\n{self._counts(figure)}"
        return None

    def _said_sum(self, subject: Subject, office: Office | None, added: Sum, role: int) -> str | None:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            across = (office is None) != self.turned
            total = self._total(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)
            name = name_of(subject if office is None else office, total)
            return f"{name}, {total}, {sum_words(added)}" if name != total else f"{name}, {sum_words(added)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.tr("{there} terisi, {accepted} di antaranya disahkan, dari {wanted}")
            return words.format(there=added.there, accepted=added.accepted, wanted=added.wanted)
        return None

    def spoken(self, row: Indicator, office: Office, figure: Figure) -> str:
        """The words of a cell: "Indikator 13 Status gizi balita, Pancoran Mas, disahkan, 4 bukti"."""
        words = self.tr("Indikator {indicator}, {office}, {state}")
        text = words.format(
            indicator=row.label(texts.language()), office=office.name, state=state_word(state_of(figure))
        )
        return f"{text}, {texts.counted(figure.tagged, 'evidence')}" if figure.tagged else text

    def _counts(self, figure: Figure) -> str:
        parts = [(figure.accepted, State.ACCEPTED), (figure.waiting, State.WAITING), (figure.returned, State.RETURNED)]
        said = [f"{texts.number(count)} {state_word(state)}" for count, state in parts if count]
        return " · ".join(said) or state_word(state_of(figure))

    def copied(self, index: Index) -> str:
        """What Ctrl+C takes of a cell: a word and a number, or "5/6" of a sum."""
        value = self.data(index, FIGURE)
        if isinstance(value, Sum):
            return sum_words(value)
        return f"{state_word(state_of(value))} {number_of(value)}".strip() if isinstance(value, Figure) else ""


def sum_words(added: Sum) -> str:
    """Say a sum as it is read: "5/6"."""
    return f"{texts.number(added.there)}/{texts.number(added.wanted)}"
