using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>A projected cumulative amount at an instant, Unix milliseconds UTC, with its 80% band.</summary>
public sealed record LetterBandPoint(long AtMs, Nanodollars Amount, Nanodollars Low, Nanodollars High);
