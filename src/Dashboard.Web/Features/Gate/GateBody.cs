using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Dashboard.Credits.Admission;
using Dashboard.Storage.Gate;
using Dashboard.Web.Features.Api;

namespace Dashboard.Web.Features.Gate;

/// <summary>An answer of the gate on the wire.</summary>
/// <param name="Decision"><c>allow</c>, <c>allow-overage</c>, <c>warn</c>, <c>fallback</c>, <c>throttle</c> or <c>deny</c>.</param>
/// <param name="Reason">Why: a closed list.</param>
/// <param name="Stage">The id of the stage that decided.</param>
/// <param name="Model">The model to use; with fallback alone.</param>
/// <param name="RetryAfter">Seconds until asking again makes sense.</param>
/// <param name="Overage">Whether some or all of the run will be overage.</param>
/// <param name="Balance">Available minus open reservations, USD.</param>
/// <param name="ShareConsumed">Drawn share of the allocation, 0.5 is half.</param>
/// <param name="ResetAt">When the next cycle begins.</param>
/// <param name="Would">In shadow mode what it would have been.</param>
/// <param name="AsOf">When what it rests on was last known to be current.</param>
internal sealed record GateBody(
    string Decision,
    string Reason,
    string? Stage,
    string? Model,
    long? RetryAfter,
    bool Overage,
    string? Balance,
    double? ShareConsumed,
    string? ResetAt,
    GateBody? Would,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AsOf)
{
    private static readonly FrozenDictionary<AdmissionDecision, string> Decisions = Enum.GetValues<AdmissionDecision>().ToFrozenDictionary(d => d, ApiText.Word);

    private static readonly FrozenDictionary<AdmissionReason, string> Reasons = Enum.GetValues<AdmissionReason>().ToFrozenDictionary(r => r, ApiText.Word);

    public static GateBody Of(GateReading reading) => Of(reading.Answer) with { AsOf = ApiText.Instant(reading.AsOfMs) };

    public static GateBody Of(AdmissionAnswer answer) => new(
        WordOf(answer.Decision),
        WordOf(answer.Reason),
        answer.StageId,
        answer.Model,
        answer.RetryAfterSeconds,
        answer.IsOverage,
        answer.Balance is { } balance ? ApiText.Money(balance) : null,
        answer.ShareConsumed / 1e6,
        answer.ResetMs is { } reset ? ApiText.Instant(reset) : null,
        answer.Would is { } would ? Of(would) : null,
        null);

    public static string WordOf(AdmissionDecision decision) => Decisions[decision];

    public static string WordOf(AdmissionReason reason) => Reasons[reason];
}
