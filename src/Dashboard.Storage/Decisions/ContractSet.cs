using Dashboard.Credits.Rating;

namespace Dashboard.Storage.Decisions;

/// <summary>What the organisation pays of the list price, rated and reported cost alike: 9/10 for 10% off. Holds for all usage.</summary>
public sealed record ContractSet(Ratio Paid) : OrganisationDecision;
