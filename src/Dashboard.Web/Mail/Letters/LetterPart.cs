using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Web.Mail.Letters;

/// <summary>What mails are made of. Each part says the same in the HTML and in the text.</summary>
internal abstract record LetterPart
{
    private LetterPart()
    {
    }

    /// <summary>A paragraph.</summary>
    public sealed record Prose(params ImmutableArray<Phrase> Phrases) : LetterPart;

    /// <summary>The head of what follows.</summary>
    public sealed record Heading(string Text, Tone? Tone = null) : LetterPart;

    /// <summary>How much of a whole is used, drawn, and in words.</summary>
    public sealed record Bar(Nanodollars Used, Nanodollars Whole, string Words) : LetterPart;

    /// <summary>Names and their values.</summary>
    public sealed record Facts(ImmutableArray<Fact> Rows) : LetterPart;

    /// <summary>One name and its value; what else belongs to it stands under it.</summary>
    public sealed record Fact(string Name, string Value, string Sub = "")
    {
        public static implicit operator Fact((string Name, string Value) fact) => new(fact.Name, fact.Value);
    }

    /// <summary>Rows under heads: words first, then figures. What else is to be said of a row stands under it.</summary>
    public sealed record Table(ImmutableArray<string> Heads, ImmutableArray<TableRow> Rows, TableRow? Total = null) : LetterPart;

    /// <summary>One row.</summary>
    public sealed record TableRow(Phrase Name, ImmutableArray<string> Figures, string Detail = "", ImmutableArray<Phrase> Links = default);

    /// <summary>A picture, and all that it says in words.</summary>
    public sealed record Picture(string ContentId, ReadOnlyMemory<byte> Png, string Words, string Legend) : LetterPart;

    /// <summary>The one thing to do.</summary>
    public sealed record Button(string Label, Uri Link) : LetterPart;

    /// <summary>Text to be taken as it is: numbered steps, an address.</summary>
    public sealed record Lines(ImmutableArray<string> Rows) : LetterPart;
}
