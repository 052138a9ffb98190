using System.Collections.Immutable;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>A delivery to be put into the outbox.</summary>
/// <param name="Key">What makes it one: a key that is there already is not written again, whatever the rest says. At most 300 characters.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="Recipient">An e-mail address, or the name of a webhook target.</param>
/// <param name="Letter">What it tells.</param>
/// <param name="Crossings">The decisions of the runbook that it tells of.</param>
public sealed record NewDelivery(string Key, DeliveryChannel Channel, string Recipient, Letter Letter, ImmutableArray<long> Crossings = default);
