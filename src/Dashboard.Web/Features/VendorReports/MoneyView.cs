namespace Dashboard.Web.Features.VendorReports;

/// <summary>Where money comes from.</summary>
/// <param name="Lines">Seats with a decision, by e-mail.</param>
/// <param name="Choices">Reports that have amounts.</param>
/// <param name="Today">The UTC day.</param>
/// <param name="Teams">Teams with seats, by name.</param>
public sealed record MoneyView(IReadOnlyList<MoneyLine> Lines, IReadOnlyList<MoneyChoice> Choices, DateOnly Today, IReadOnlyList<string> Teams);
