using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>A cumulative amount at an instant, Unix milliseconds UTC.</summary>
public sealed record LetterPoint(long AtMs, Nanodollars Amount);
