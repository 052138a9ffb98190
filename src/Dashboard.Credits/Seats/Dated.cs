namespace Dashboard.Credits.Seats;

/// <summary>A value that holds from an instant on.</summary>
/// <param name="FromMs">First instant at which it holds, Unix milliseconds UTC (included).</param>
/// <param name="Value">The value.</param>
/// <param name="Decision">Sequence of the decision that set it; orders values of one instant, the later wins. 0: none.</param>
public sealed record Dated<T>(long FromMs, T Value, long Decision = 0);
