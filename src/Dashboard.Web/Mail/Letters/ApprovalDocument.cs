using Dashboard.Credits.Cycles;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Overage waits for an answer.</summary>
internal static class ApprovalDocument
{
    public static LetterDocument Of(ApprovalLetter letter, LetterReader reader)
    {
        var zone = ZoneDays.Find(letter.Zone);
        var today = ZoneDays.DayOf(letter.AtMs, zone);
        var limit = letter.Cap is { } cap ? $"up to {Show.Money(cap)}" : "without a cap";
        var isOwn = string.Equals(letter.AskedBy, letter.Email, StringComparison.OrdinalIgnoreCase);
        var who = letter.AskedBy == Storage.Decisions.Actor.Product ? "The runbook" : isOwn ? letter.Name : letter.AskedBy;
        return new LetterDocument
        {
            Subject = $"{(letter.Shadow ? "Shadow: " : "")}Approval asked: overage {limit} for {letter.Name}",
            Preheader = $"{who} asks. {Show.Money(letter.Consumed)} of {Show.Money(letter.Allocated)} is consumed. Nothing is on before somebody approves.",
            Note = letter.Shadow ? LetterFoot.Shadow : null,
            State = (Tone.Overage, "Approval asked"),
            Title = $"{who} asks for overage {limit}{(isOwn ? "" : $" for {letter.Name}")}",
            Parts =
            [
                new LetterPart.Prose("Nothing is on before somebody else approves. Who approves turns it on from that moment; overage is paid for."),
                new LetterPart.Bar(letter.Consumed, letter.Allocated, $"{Show.Money(letter.Consumed)} of {Show.Money(letter.Allocated)} consumed, {Show.Percent(letter.Consumed, letter.Allocated)}"),
                new LetterPart.Facts(
                [
                    ("Seat", letter.Email),
                    ("Team", letter.Team ?? "No team"),
                    ("Overage", limit),
                    ("Until", letter.UntilMs is { } end ? Until(end, today, zone, reader) : "no end date"),
                    ("Reason", letter.Reason.Length > 0 ? letter.Reason : "none given"),
                ]),
                new LetterPart.Button("Answer the request", reader.Links.Requests),
            ],
            Foot = LetterFoot.Of(reader, LetterFoot.AsOf(reader, letter.AtMs), "Sent to those who may approve overage for this seat."),
        };
    }

    /// <summary>The end is excluded: where it is the first instant of a day, that day.</summary>
    private static string Until(long endMs, DateOnly today, TimeZoneInfo zone, LetterReader reader) =>
        ZoneDays.DayOf(endMs, zone) is var day && ZoneDays.FirstInstantOf(day, zone) == endMs ? Show.Day(day, today) : reader.At(endMs);
}
