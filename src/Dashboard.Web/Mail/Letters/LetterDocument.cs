using System.Collections.Immutable;

namespace Dashboard.Web.Mail.Letters;

/// <summary>A mail as content, before it is HTML and text. Order: what is special, the state in a word, the sentence, the parts, why it came.</summary>
internal sealed record LetterDocument
{
    /// <summary>State, whose, figure, date.</summary>
    public required string Subject { get; init; }

    /// <summary>What mail programs show behind the subject.</summary>
    public required string Preheader { get; init; }

    /// <summary>What must be known before anything else, such as shadow mode.</summary>
    public string? Note { get; init; }

    /// <summary>The state in a word.</summary>
    public (Tone Tone, string Word)? State { get; init; }

    /// <summary>The sentence.</summary>
    public required string Title { get; init; }

    public required ImmutableArray<LetterPart> Parts { get; init; }

    /// <summary>As of when, why it came, how to get none.</summary>
    public required ImmutableArray<ImmutableArray<Phrase>> Foot { get; init; }
}
