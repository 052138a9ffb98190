namespace Dashboard.Ingestion.Csv;

/// <summary>One seat of a list. What the list leaves open is null and decided by whoever adds the seats.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Email">E-mail, in lower case.</param>
/// <param name="Name">Name; may be empty.</param>
/// <param name="Team">Team; empty: none (the list says <c>-</c>).</param>
/// <param name="CostCentre">Cost centre; empty: none (the list says <c>-</c>).</param>
/// <param name="Plan">Plan id.</param>
/// <param name="Anchor">Anchor day, 1 to 31.</param>
/// <param name="ClaimedAtMs">When its credit was claimed, Unix milliseconds UTC.</param>
/// <param name="ActiveFrom">First active local day.</param>
/// <param name="ActiveUntil">First local day on which it is not active any more.</param>
/// <param name="ClaimedOn">The day of the claim, when the list says a day and not an instant.</param>
public sealed record SeatLine(
    int Line, string Email, string Name, string? Team, string? CostCentre, string? Plan, int? Anchor, long? ClaimedAtMs, DateOnly? ActiveFrom,
    DateOnly? ActiveUntil = null, DateOnly? ClaimedOn = null);
