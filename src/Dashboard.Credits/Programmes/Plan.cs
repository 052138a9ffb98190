namespace Dashboard.Credits.Programmes;

/// <summary>A vendor's plan that a seat can be on.</summary>
/// <param name="Id">Stable id, as stored and imported: <c>max-5x</c>.</param>
/// <param name="Name">The vendor's name for it.</param>
public sealed record Plan(string Id, string Name);
