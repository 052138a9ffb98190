using Dashboard.Credits.Cycles;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Stages that nobody acknowledged in time.</summary>
internal static class EscalationDocument
{
    public static LetterDocument Of(EscalationLetter letter, LetterReader reader)
    {
        var seats = StageSeat.Of(letter.Lines);
        var today = ZoneDays.DayOf(letter.AtMs, ZoneDays.Find(letter.Zone));
        var waited = Show.Lag(TimeSpan.FromMilliseconds(letter.AtMs - letter.SinceMs));
        var whose = seats is [var one] ? one.Name : Show.Counted(seats.Count, "seat", "seats");
        var isShadow = letter.Lines.All(l => l.Shadow);
        return new LetterDocument
        {
            Subject = $"{(isShadow ? "Shadow: " : "")}Nobody has acknowledged for {waited}: {whose}",
            Preheader = $"The oldest alert is of {reader.At(letter.SinceMs)}. Whoever acknowledges says that they look after it.",
            Note = isShadow ? LetterFoot.Shadow : null,
            State = (Tone.Exhausted, "Not acknowledged"),
            Title = $"Nobody has acknowledged the alerts of {whose} for {waited}",
            Parts =
            [
                new LetterPart.Prose($"The oldest is of {reader.At(letter.SinceMs)}. The figures are those of the moment at which each stage was entered. Whoever acknowledges says that they look after it; nothing else changes."),
                .. StageDocument.Tables(seats, reader, today),
                new LetterPart.Button("Open the runbook", reader.Links.Runbook),
            ],
            Foot = LetterFoot.Of(reader, LetterFoot.AsOf(reader, letter.AtMs), "Sent to owners and finance because the runbook asks for an acknowledgement in the time that its stage says."),
        };
    }
}
