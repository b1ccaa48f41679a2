"""The model of the table that only the invented form has, as it is put into `disclosure/models/lines.py`."""

from disclosure.models.lines import Line, _count, _rules


class ConsultationLine(Line):
    """政策咨询: a line of what was asked and answered, by the way it was asked."""

    roles = ("consultation",)

    online = _count()
    at_the_counter = _count()
    by_telephone = _count()

    class Meta:
        constraints = _rules("consultation", "online", "at_the_counter", "by_telephone")
