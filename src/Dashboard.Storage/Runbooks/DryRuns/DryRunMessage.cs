namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>A message that would have been sent.</summary>
/// <param name="AtMs">When, Unix milliseconds UTC.</param>
/// <param name="Delivery">To whom and what, as it would have stood in the outbox.</param>
public sealed record DryRunMessage(long AtMs, NewDelivery Delivery);
