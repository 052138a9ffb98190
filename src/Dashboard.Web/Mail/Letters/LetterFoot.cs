using System.Collections.Immutable;

namespace Dashboard.Web.Mail.Letters;

/// <summary>What stands at the end of every mail: as of when, why it came, and how to get none.</summary>
internal static class LetterFoot
{
    public static ImmutableArray<ImmutableArray<Phrase>> Of(LetterReader reader, string asOf, string why)
    {
        ImmutableArray<Phrase> choose = reader.Unsubscribe is { } link
            ? [new Phrase("Choose your mails", reader.Links.Preferences), " or ", new Phrase("turn this kind off", link), "."]
            : ["This kind of mail cannot be turned off. ", new Phrase("Choose your other mails", reader.Links.Preferences), "."];
        return [[asOf], [why], choose];
    }

    /// <summary>The first line of most: figures belong to an instant, amounts are rounded.</summary>
    public static string AsOf(LetterReader reader, long atMs) => $"Figures as of {reader.At(atMs)}, in USD, rounded to cents.";

    public const string Shadow = "Shadow: as if the programme were live. Nothing here is payable and nobody is held back.";
}
