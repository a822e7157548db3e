"""The answers of a bid on paper or as text: nothing is written that quotes what is not there."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.bid_pages import BidPage
from sfph_desktop.core.domain.evidence_tray import TrayPiece, token_of, tokens_in
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.bids import bid_page
from sfph_desktop.core.usecases.evidence_tray import piece_named
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.story_pieces import told_in

ENDINGS = (".docx", ".pdf", ".txt")


def write_answers(office: Office, bid_id: int, out: Path) -> Path:
    """Write the answers as their file's ending says: .docx, .pdf, or .txt to paste from; the path written.

    Raises UserCanFix for another ending, for a bid without questions, for a reference to nothing, for a case study
    that may not leave (any more), and where the file cannot be written: then nothing is written. A case study that
    leaves is noted as a use.
    """
    from sfph_desktop.core.reports.tenders import answers_text

    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise UserCanFix(
            what=f"{out.name} is not the name of a Word document, a PDF or a text.",
            do="End the name with .docx, .pdf or .txt.",
        )
    page = bid_page(office, bid_id)
    if not page.answers:
        raise UserCanFix(what="This bid has no questions yet.", do="Add the buyer's questions first.")
    check_references(page)
    with told_in(office, page, out):
        if ending == ".txt":
            return write_text(answers_text(page), out)
        return _document(office, page, out)


def _document(office: Office, page: BidPage, out: Path) -> Path:
    from sfph_desktop.core.reports.tenders import answers_document

    info = office.info()
    document = answers_document(
        page,
        _evidence(office, page),
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    if out.suffix.lower() == ".docx":
        from sfph_desktop.core.reports.word.document import write_word

        _folder(out)
        write_word(document, out, numbered=False)  # the questions carry the buyer's own numbers
        return out
    from sfph_desktop.core.reports.written import write_document

    return write_document(document, out)


def check_references(page: BidPage) -> None:
    """Raise UserCanFix naming the question whose answer refers to nothing."""
    for one in page.answers:
        if one.answer is None:
            continue
        known = {quote.token for quote in one.answer.quotes}
        lost = [str(token) for token in tokens_in(one.answer.text) if str(token) not in known]
        if lost:
            raise UserCanFix(
                what=f"The answer to question {one.question.number} refers to {', '.join(lost)}, which is not there.",
                do="Take it out of the answer, or put the right evidence in. Nothing was written.",
            )


def _evidence(office: Office, page: BidPage) -> dict[str, TrayPiece]:
    """What the answers quote, by key in the order of first mention; what is gone is told as it was quoted."""
    found: dict[str, TrayPiece] = {}
    for one in page.answers:
        quotes = {quote.token: quote for quote in one.answer.quotes} if one.answer else {}
        for token in tokens_in(one.answer.text) if one.answer else ():
            quote = quotes.get(str(token))
            if token.key in found or quote is None or token_of(quote.token) is None:
                continue
            try:
                found[token.key] = piece_named(office, token.key)[0]
            except UserCanFix:
                found[token.key] = TrayPiece(key=token.key, kind="gone", words=quote.words)
    return found


def write_text(text: str, out: Path) -> Path:
    """Write a text whole or not at all; the path written. Raises UserCanFix where it cannot be written."""
    from sfph_desktop.core.host.files import write_atomically

    _folder(out)
    try:
        write_atomically(out, text.encode("utf-8"))
    except OSError as trouble:
        raise _unwritten(out, trouble) from None
    return out


def _folder(out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise _unwritten(out, trouble) from None


def _unwritten(out: Path, trouble: OSError) -> UserCanFix:
    return UserCanFix(
        what=f"{out} could not be written.",
        why=f"The computer said: {trouble.strerror or trouble}.",
        do="Choose another folder.",
    )
