namespace Dashboard.Credits.Usage;

/// <summary>One refusal of the vendor that says something about credit. Of its words nothing is kept.</summary>
/// <param name="Key">Tells it from every other; the same refusal sent again has the same.</param>
/// <param name="AtMs">When, Unix milliseconds UTC.</param>
/// <param name="SeatEmail">E-mail of the seat as stated.</param>
/// <param name="Model">The model asked, as stated.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record UsageSignal(long Key, long AtMs, string? SeatEmail, string? Model, SignalKind Kind, int? Status);
