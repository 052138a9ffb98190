using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Web.Mail.Letters;

/// <summary>A mail that says nothing but that mails arrive.</summary>
internal static class TestDocument
{
    public static LetterDocument Of(TestLetter letter, LetterReader reader) => new()
    {
        Subject = $"Test mail of Drawdown for {letter.Organisation}",
        Preheader = "Mails of this Drawdown arrive here.",
        State = (Tone.Ok, "It works"),
        Title = "Mails of this Drawdown arrive here",
        Parts =
        [
            new LetterPart.Prose($"{letter.AskedBy} asked for this test. The button shows whether links lead back to your Drawdown."),
            new LetterPart.Button("Open Drawdown", reader.Links.Overview),
        ],
        Foot = [[$"Made at {reader.At(letter.AtMs)}."]],
    };
}
