// A part that is only read: a cell that is clicked shows its history.
import { enableHistory } from "../sheet/cell_history.mjs";

const area = document.getElementById("part-read");
if (area) enableHistory({ form: area, report: area.dataset.report, opener: document.getElementById("read-history") });
