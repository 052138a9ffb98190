namespace Dashboard.Web.Features.Identities;

/// <summary>One change of whose a name is.</summary>
/// <param name="FromMs">From when it holds, Unix milliseconds UTC.</param>
/// <param name="Seat">Whose it is from then on; null: nobody's.</param>
/// <param name="BeforeId">The seat it was before; null: nobody's. Undone, it is that again.</param>
/// <param name="Before">Its name.</param>
public sealed record AssignedChange(long FromMs, string? Seat, int? BeforeId, string? Before);
