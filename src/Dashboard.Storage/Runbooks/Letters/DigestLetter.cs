using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>The daily or weekly digest of one person: what the person's own page says at that instant, in finished words.</summary>
public sealed record DigestLetter : Letter
{
    public const string KindName = "digest";

    public override string Kind => KindName;

    /// <summary>Weekly; false: daily.</summary>
    public required bool Weekly { get; init; }

    /// <summary>Whose figures: the organisation, the teams by name, or the seat.</summary>
    public required string Scope { get; init; }

    /// <summary>Everything of it is as if the programme were live.</summary>
    public required bool Shadow { get; init; }

    /// <summary>The answer in a sentence, and its reason.</summary>
    public required string Answer { get; init; }

    public required string Reason { get; init; }

    /// <summary>The figures of the page.</summary>
    public required ImmutableArray<LetterFigure> Figures { get; init; }

    /// <summary>Its chart; null where there is none to draw.</summary>
    public LetterChart? Chart { get; init; }

    /// <summary>The seats that need a decision, the most urgent first.</summary>
    public ImmutableArray<DigestSeat> Seats { get; init; } = [];

    /// <summary>How many there are in all.</summary>
    public long SeatsInAll { get; init; }

    /// <summary>Usage that is in no figure, in words.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The page that says the same now, from the root, without a slash at its start.</summary>
    public required string Page { get; init; }

    /// <summary>The newest usage, Unix milliseconds UTC; null without any.</summary>
    public long? NewestEventMs { get; init; }
}
