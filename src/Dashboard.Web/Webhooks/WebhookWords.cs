using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Webhooks;

/// <summary>What a webhook says to people: a heading and a line for each thing that happened.</summary>
/// <param name="Heading">One line.</param>
/// <param name="Lines">What happened, each in a sentence.</param>
internal sealed record WebhookWords(string Heading, IReadOnlyList<string> Lines)
{
    public static WebhookWords Of(Letter letter) => letter switch
    {
        StageLetter stages => new WebhookWords($"{stages.Organisation}: {HeadingOf(stages)}", [.. stages.Lines.Select(Line)]),
        EscalationLetter late => new WebhookWords($"{late.Organisation}: nobody acknowledged {Show.Counted(late.Lines.Length, "stage", "stages")}", [.. late.Lines.Select(Line)]),
        DeadManLetter dead => new WebhookWords($"{dead.Organisation}: {DeadMan(dead)}", []),
        ApprovalLetter ask => new WebhookWords(
            $"{ask.Organisation}: overage is asked for {Name(ask.Name, ask.Email)}",
            [$"{ask.AskedBy} asks for {(ask.Cap is { } cap ? "up to " + Show.Money(cap) : "overage without a cap")}: {ask.Reason}", $"{Show.Money(ask.Consumed)} of {Show.Money(ask.Allocated)} is consumed."]),
        _ => new WebhookWords($"{letter.Organisation}: {letter.Kind.Replace('-', ' ')}", []),
    };

    private static string HeadingOf(StageLetter letter)
    {
        var seats = Show.Counted(letter.Lines.Select(l => l.SeatId).Distinct().Count(), "seat", "seats");
        return letter.Lines.All(l => l.Move == StageMove.Recovered) ? seats + " recovered"
            : letter.Lines.All(l => l.Move == StageMove.Seeded) ? seats + " had passed a stage already when its rule was made"
            : seats + " reached a stage";
    }

    private static string DeadMan(DeadManLetter dead) => (dead.IsIngest, dead.IsOver) switch
    {
        (true, false) => "no usage arrives; alerts of seats are held back",
        (true, true) => "usage arrives again",
        (false, false) => "the runbook is not evaluated; alerts of seats are held back",
        (false, true) => "the runbook is evaluated again",
    };

    private static string Line(StageLine line)
    {
        var what = (line.Move, line.StageKind) switch
        {
            (StageMove.Recovered, StageKind.Share) => $"is below {line.Threshold}% of its share again",
            (StageMove.Seeded, StageKind.Share) => $"had used {line.Threshold}% of its share already when the rule was made",
            (_, StageKind.Share) => $"used {line.Threshold}% of its share of the shared account",
            (StageMove.Recovered, StageKind.ProjectedToExhaust) => "will probably not run out any more",
            (StageMove.Recovered, _) => $"is below {line.Threshold}% again",
            (StageMove.Seeded, StageKind.Exhausted) => "had run out already when the rule was made",
            (StageMove.Seeded, StageKind.ProjectedToExhaust) => "was projected to run out already when the rule was made",
            (StageMove.Seeded, _) => $"had passed {line.Threshold}% already when the rule was made",
            (_, StageKind.Exhausted) => "has run out of credit",
            (_, StageKind.ProjectedToExhaust) => "will probably run out" + (line.ExhaustionDate is { } day ? " on " + Show.Day(day, default) : ""),
            _ => $"reached {line.Threshold}%",
        };
        var gate = line.Move != StageMove.Entered ? "" : line.Gate switch
        {
            GateAnswer.Allow => "",
            GateAnswer.Warn => " The gate warns.",
            GateAnswer.Fallback => $" The gate answers with {line.FallbackModel ?? "another model"}.",
            GateAnswer.Throttle => " The gate slows it down.",
            GateAnswer.Deny => " The gate denies it.",
        };
        if (line.StageKind is StageKind.Share)
        {
            return $"{(line.Shadow ? "As if live: " : "")}{Name(line.Name, line.Email)} {what}: {Show.Money(line.Consumed)} used, its share is {Show.Money(line.Allocated)} until {Show.Day(line.CycleEnd.AddDays(-1), default)}.{gate}";
        }

        return $"{(line.Shadow ? "As if live: " : "")}{Name(line.Name, line.Email)} {what}: {Show.Money(line.Consumed)} of {Show.Money(line.Allocated)} consumed, {Show.Money(line.Available)} left until {Show.Day(line.CycleEnd.AddDays(-1), default)}.{gate}";
    }

    private static string Name(string name, string email) => name.Length > 0 ? name : email.Length > 0 ? email : "The shared account";
}
