namespace Dashboard.Credits.Programmes;

/// <summary>What rules about payers may ask of an event.</summary>
/// <param name="AtMs">When it happened, Unix milliseconds UTC.</param>
/// <param name="SourceId">The registered source that brought it first.</param>
/// <param name="Entrypoint">The entrypoint as stated, or null.</param>
/// <param name="App">The tool or app as stated, or null.</param>
/// <param name="HasSeatEmail">Whether any observation of it states the e-mail of a seat.</param>
public readonly record struct PayerFacts(long AtMs, int SourceId, string? Entrypoint, string? App, bool HasSeatEmail);
