"""What the tests of reading share: a source told in few words."""

from disclosure.intake.source import SourceGrid, SourceParagraph


def told(source):
    """Blocks in order: ("p", text), ("h1", text), ("aside", text), ("t", lines of texts), ("picture", alternative)."""
    return [_told(block) for block in source.blocks]


def _told(block):
    if isinstance(block, SourceParagraph):
        return (
            "aside" if block.aside else f"h{block.level}" if block.level else "p",
            block.text,
        )
    if isinstance(block, SourceGrid):
        return ("t", [[cell.text for cell in line] for line in block.lines()])
    return ("picture", block.alternative)


def grids(source):
    """All grids, with every cell's place: (text, row, column, rowspan, colspan)."""
    return [placed(block) for block in source.blocks if isinstance(block, SourceGrid)]


def placed(grid):
    return [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in grid.cells
    ]


def lie_apart(grid):
    """Whether no cell lies over another and every column begins somewhere."""
    taken = [
        (cell.row + y, cell.column + x)
        for cell in grid.cells
        for y in range(cell.rowspan)
        for x in range(cell.colspan)
    ]
    return len(taken) == len(set(taken)) and {
        cell.column for cell in grid.cells
    } == set(range(grid.width))


def numbered(source):
    """Whether blocks are numbered from 1 in order, and so are the places of all that stands in them."""
    for number, block in enumerate(source.blocks, start=1):
        if block.where.block != number:
            return False
        if isinstance(block, SourceGrid) and any(
            cell.where.block != number or not cell.where.row or not cell.where.cell
            for cell in block.cells
        ):
            return False
    return True
