namespace Dashboard.Credits.Usage;

/// <summary>One pattern: a refusal that meets every condition stated is a signal of this kind. A condition that is null is not asked.</summary>
public sealed record SignalPattern
{
    /// <summary>What a match means.</summary>
    public required SignalKind Kind { get; init; }

    /// <summary>The HTTP status, exactly.</summary>
    public int? Status { get; init; }

    /// <summary>Words that the vendor's text contains, whatever their case.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a refusal with this status and text meets every condition.</summary>
    public bool Matches(int? status, string text) =>
        (Status is null || Status == status) && (Text is null || text.Contains(Text, StringComparison.OrdinalIgnoreCase));
}
