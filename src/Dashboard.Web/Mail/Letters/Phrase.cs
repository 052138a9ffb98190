namespace Dashboard.Web.Mail.Letters;

/// <summary>A piece of a sentence in a mail: plain words, words that stand out, or a link.</summary>
/// <param name="Text">The words. Whatever they hold, they stay words.</param>
/// <param name="Link">Where they lead; null: nowhere.</param>
/// <param name="Strong">Whether they stand out.</param>
internal sealed record Phrase(string Text, Uri? Link = null, bool Strong = false)
{
    public static implicit operator Phrase(string text) => new(text);
}
