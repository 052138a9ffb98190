using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Web.Mail.Letters;

/// <summary>An invitation with its one-time link.</summary>
internal static class InvitationDocument
{
    /// <param name="letter">What it tells.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="path">The path of the link.</param>
    public static LetterDocument Of(InvitationLetter letter, LetterReader reader, string path)
    {
        var link = reader.Links.Of(path);
        var meaning = $"{letter.InvitedBy} invites you to Drawdown of {letter.Organisation}. The link makes your account, once.";
        return new LetterDocument
        {
            Subject = $"Invitation to Drawdown of {letter.Organisation}",
            Preheader = meaning,
            Title = $"Make your account for {letter.Organisation}",
            Parts =
            [
                new LetterPart.Prose((Words.Plain(letter.Name).Split(' ')[0] is { Length: > 0 } first ? $"Hello {first}, " : "") + meaning),
                new LetterPart.Facts([("Your role", letter.Roles), ("The link holds until", reader.At(letter.ExpiresAtMs))]),
                new LetterPart.Button("Make the account", link),
                new LetterPart.Prose("Whoever has the link becomes you: do not pass it on. Who did not expect it may leave it; then nothing happens."),
            ],
            Foot = [[$"Sent because {letter.InvitedBy} invited {reader.Address}."]],
        };
    }
}
