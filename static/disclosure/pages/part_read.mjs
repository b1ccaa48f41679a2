// A part that is only read: a cell that is clicked shows its history.
import { enableHistory } from "../sheet/cell_history.mjs";

const area = document.getElementById("part-read");
const opener = document.getElementById("read-history");
if (area) {
  const { report = "" } = area.dataset;
  enableHistory({ form: area, report, opener: opener instanceof HTMLButtonElement ? opener : null });
}
