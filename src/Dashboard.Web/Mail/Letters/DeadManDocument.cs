using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>The product notices that it is blind, or that it sees again.</summary>
internal static class DeadManDocument
{
    public static LetterDocument Of(DeadManLetter letter, LetterReader reader)
    {
        var lag = Show.Lag(TimeSpan.FromMilliseconds(Math.Max(0, letter.AtMs - letter.LastSuccessMs)));
        var window = Show.Lag(TimeSpan.FromMinutes(letter.WindowMinutes));
        var (subject, title, meaning) = (letter.IsOver, letter.IsIngest) switch
        {
            (false, true) => ($"No data for {lag}: seat alerts are held back", $"No usage has arrived for {lag}", "Every figure is as of then, and what happened since is not known. Alerts about seats wait until data arrive again, and are then sent for what is true at that moment."),
            (false, false) => ($"No evaluation for {lag}: seat alerts do not go out", $"The runbook was not evaluated for {lag}", "Usage may arrive, but no stage is decided. Alerts about seats are made up for as soon as an evaluation succeeds."),
            (true, true) => ("Data arrive again: seat alerts go out again", "Usage arrives again", "Seat alerts go out again, for what is true now."),
            (true, false) => ("The runbook is evaluated again", "The runbook is evaluated again", "What was missed has been decided, once."),
        };
        return new LetterDocument
        {
            Subject = subject,
            Preheader = meaning,
            State = letter.IsOver ? (Tone.Ok, "Over") : (Tone.Exhausted, letter.IsIngest ? "No data" : "No evaluation"),
            Title = title,
            Parts =
            [
                new LetterPart.Prose(meaning),
                new LetterPart.Facts(
                [
                    ((letter.IsOver, letter.IsIngest) switch { (true, true) => "No usage since", (true, false) => "Not evaluated since", (false, true) => "Last usage", (false, false) => "Last evaluation" }, reader.At(letter.LastSuccessMs)),
                    ("The alarm goes off after", window),
                ]),
                new LetterPart.Button(letter.IsIngest ? "Look at the sources" : "Look at the health page", letter.IsIngest ? reader.Links.Sources : reader.Links.Health),
            ],
            Foot = LetterFoot.Of(reader, $"As of {reader.At(letter.AtMs)}.", "Sent once to platform and owners when nothing has arrived, or nothing was evaluated, for that long, and once when it is over."),
        };
    }
}
