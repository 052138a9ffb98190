namespace Dashboard.Storage.Decisions;

/// <summary>Another time zone, for cycles that start at or after the decision's instant.</summary>
/// <param name="Zone">IANA id.</param>
public sealed record ZoneChanged(string Zone) : OrganisationDecision;
