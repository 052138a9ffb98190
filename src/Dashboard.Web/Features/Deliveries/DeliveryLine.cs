using Dashboard.Storage.Runbooks;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Deliveries;

/// <summary>A delivery in the log.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="What">What it tells, in a word.</param>
/// <param name="Recipient">An e-mail address, or the name of a webhook.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="State">The shape of its state.</param>
/// <param name="Word">The word of its state: waiting, sending, sent, retrying, given up.</param>
/// <param name="Next">The next attempt; null when there is none by itself.</param>
/// <param name="Answer">What the other side said last.</param>
/// <param name="CanRetry">Whether it may be sent again by hand.</param>
public sealed record DeliveryLine(
    long Id, DeliveryChannel Channel, string What, string Recipient, DateTimeOffset CreatedAt, int Attempts, StateKind State, string Word, DateTimeOffset? Next, string? Answer, bool CanRetry);
