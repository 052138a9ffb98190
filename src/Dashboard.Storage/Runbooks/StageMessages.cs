using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>What one evaluation tells whom: one mail a recipient, one call a webhook target. Pure.</summary>
internal static class StageMessages
{
    public static List<NewDelivery> Of(IReadOnlyList<NewCrossing> crossings, Recipients recipients, Organisation organisation, long nowMs)
    {
        var told = crossings.Where(c => c.Silence is null).ToList();
        var mails = told.SelectMany(c => recipients.Of(c).Select(person => (Person: person, Crossing: c)))
            .GroupBy(m => m.Person, m => m.Crossing, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Delivery(DeliveryChannel.Mail, g.Key, [.. g], organisation, nowMs));
        var calls = told.Where(c => !c.IsShadow && c.Decision.Move is not StageMove.Seeded).SelectMany(c => c.Stage.Webhooks.Select(target => (Target: target.Trim(), Crossing: c)))
            .GroupBy(m => m.Target, m => m.Crossing, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Delivery(DeliveryChannel.Webhook, g.Key, [.. g], organisation, nowMs));
        return [.. mails, .. calls];
    }

    /// <summary>Who is told that nobody acknowledged, and of what.</summary>
    public static List<NewDelivery> OfEscalation(IReadOnlyList<(StageLine Line, long AtMs)> lines, Recipients recipients, Organisation organisation, long nowMs) => lines.Count == 0 ? [] :
    [
        .. recipients.With(Role.Owner, Role.Finance).Select(person => new NewDelivery(
            $"escalation:{lines[0].Line.CrossingId}:{person}",
            DeliveryChannel.Mail,
            person,
            new EscalationLetter { Organisation = organisation.Name, AtMs = nowMs, Zone = organisation.Rules.Zone.At(nowMs), SinceMs = lines.Min(l => l.AtMs), Lines = [.. lines.Select(l => l.Line)] },
            [.. lines.Select(l => l.Line.CrossingId)])),
    ];

    private static NewDelivery Delivery(DeliveryChannel channel, string recipient, List<NewCrossing> crossings, Organisation organisation, long nowMs)
    {
        var urgency = crossings.GroupBy(c => c.SeatId).ToDictionary(g => g.Key, g => g.Max(c => c.Urgency));
        var ordered = crossings.OrderByDescending(c => urgency[c.SeatId]).ThenBy(c => c.Account.ExhaustionDate ?? DateOnly.MaxValue).ThenByDescending(c => ShareUsed(c.Account.Reading)).ThenBy(c => c.SeatId).ThenBy(c => c.Id).ToList();
        return new NewDelivery(
            $"stages:{crossings.Min(c => c.Id)}:{(channel is DeliveryChannel.Mail ? "mail" : "webhook")}:{recipient}",
            channel,
            recipient,
            new StageLetter { Organisation = organisation.Name, AtMs = nowMs, Zone = organisation.Rules.Zone.At(nowMs), Lines = [.. ordered.Select(Line)] },
            [.. crossings.Select(c => c.Id)]);
    }

    /// <summary>The share used in millionths; 0 without an allocation.</summary>
    private static Int128 ShareUsed(AccountReading reading) => reading.Allocation.IsPositive ? (Int128)reading.Consumed.Value * 1_000_000 / reading.Allocation.Value : 0;

    /// <summary>A crossing as a letter tells it.</summary>
    public static StageLine Line(NewCrossing c) => new()
    {
        CrossingId = c.Id,
        SeatId = c.SeatId,
        Name = NameOf(c.Seat),
        Email = c.Seat?.Email ?? "",
        Team = c.Team,
        StageId = c.Stage.Stage.Id,
        StageKind = c.Stage.Stage.Kind,
        Threshold = c.Stage.Stage.Threshold,
        Move = c.Decision.Move,
        Shadow = c.IsShadow,
        CycleStart = c.Account.CycleStart,
        CycleEnd = c.Account.CycleEnd,
        Allocated = c.Account.Reading.Allocation,
        Consumed = c.Account.Reading.Consumed,
        Available = c.Account.Reading.Available,
        Overage = c.Account.Overage,
        OverageOn = c.Account.OverageOn,
        ExhaustionProbability = c.Account.Reading.ExhaustionProbability,
        ExhaustionDate = c.Account.ExhaustionDate,
        Gate = c.Decision.Move is StageMove.Recovered || c.IsShadow ? GateAnswer.Allow : c.Stage.Gate,
        FallbackModel = c.Decision.Move is StageMove.Recovered || c.IsShadow ? null : c.Stage.FallbackModel,
        AskedOverage = c.RequestId is null ? null : c.Stage.AskOverageUpTo,
        RecommendedPlan = c.Recommended?.Plan,
        RecommendedBecause = c.Recommended?.Because,
    };

    private static string NameOf(Seat? seat) => seat is null ? "" : seat.Name.Length > 0 ? seat.Name : seat.Email;
}
