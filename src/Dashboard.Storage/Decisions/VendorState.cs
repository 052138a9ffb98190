namespace Dashboard.Storage.Decisions;

/// <summary>How somebody said the vendor's switch stands.</summary>
/// <param name="On">On or off.</param>
/// <param name="AtMs">Since when, Unix milliseconds UTC.</param>
/// <param name="By">Who said so.</param>
/// <param name="Sequence">The decision.</param>
public sealed record VendorState(bool On, long AtMs, string By, long Sequence);
