namespace Dashboard.Web.Features.VendorReports;

/// <summary>A report that may post for a seat.</summary>
/// <param name="Value">Its connection and number.</param>
/// <param name="Name">In words.</param>
/// <param name="HasSource">Whether its rows have a source, whose default decides their pool.</param>
public sealed record MoneyChoice(string Value, string Name, bool HasSource);
