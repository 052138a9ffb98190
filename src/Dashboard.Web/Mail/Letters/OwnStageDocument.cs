using Dashboard.Credits.Runbook;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>What happened to the recipient's own seat.</summary>
internal static class OwnStageDocument
{
    public static LetterDocument Of(StageSeat seat, LetterReader reader, DateOnly today)
    {
        var line = seat.Top;
        var (subject, title, meaning) = Sentences(seat, today);
        var done = seat.Done(today).ToList();
        return new LetterDocument
        {
            Subject = subject,
            Preheader = meaning,
            State = (seat.Section.Tone, StageDocument.StateWord(seat)),
            Title = title,
            Parts =
            [
                new LetterPart.Prose(reader.Greeting + (reader.Greeting.Length > 0 && !char.IsDigit(meaning[0]) && meaning[0] != '$' ? char.ToLowerInvariant(meaning[0]) + meaning[1..] : meaning)),
                new LetterPart.Bar(line.Consumed, line.Allocated, $"{Show.Money(line.Consumed)} of {Show.Money(line.Allocated)}, {Show.Percent(line.Consumed, line.Allocated)}"),
                new LetterPart.Facts(seat.IsShare ? [("Used", Show.Money(line.Consumed)), ("Your share", Show.Money(line.Allocated)), ("Cycle ends", Show.Day(line.CycleEnd, today))] :
                [
                    ("Left", Show.Money(line.Available)),
                    (line.Available.IsPositive ? "Runs out" : "Ran out", RunsOut(seat, today)),
                    ("Next credit", Show.Day(line.CycleEnd, today)),
                    ("Overage", line.OverageOn ? $"On, {Show.Money(line.Overage)} so far" : line.Overage.IsPositive ? $"Off, {Show.Money(line.Overage)} before it was off" : "Off"),
                ]),
                new LetterPart.Button("Open your seat", reader.Links.Seat(line.Email)),
                .. line.Move is StageMove.Entered ? Next(done, seat, today) : [],
                .. reader.MayAcknowledge && line.Move is StageMove.Entered ? (LetterPart[])[new LetterPart.Prose("You answer alerts: ", new Phrase("acknowledge this one", reader.Links.Acknowledge(line.CrossingId)), ".")] : [],
            ],
            Foot = [],
        };
    }

    private static LetterPart[] Next(List<string> done, StageSeat seat, DateOnly today)
    {
        var line = seat.Top;
        var rest = line switch
        {
            _ when seat.IsShare => "Your share is no limit: you draw from the shared account until it is used up. What you use beyond your share is missing to the others.",
            { Available.IsPositive: false, OverageOn: true } => "Your runs go on as overage, which is paid for.",
            { Available.IsPositive: false } => $"What you use before {Show.Day(line.CycleEnd, today)} is not covered.",
            { OverageOn: true } => "When the credit ends, your runs go on as overage, which is paid for.",
            _ => "When the credit ends, what you use is not covered. Using less, or moving nightly runs behind the end of the cycle, helps.",
        };
        return [new LetterPart.Prose(new Phrase("What happens next. ", Strong: true), string.Concat(done.Select(d => d + ". ")) + rest)];
    }

    private static string RunsOut(StageSeat seat, DateOnly today)
    {
        var line = seat.Top;
        if (!line.Available.IsPositive)
        {
            return line.ExhaustionDate is { } past ? Show.Day(past, today) : "in this cycle";
        }

        var odds = line.ExhaustionProbability is { } p ? $", {Show.Probability(p)} likely before {Show.Day(line.CycleEnd, today)}" : "";
        return (line.ExhaustionDate is { } day ? Show.Day(day, today) : "Not this cycle") + odds;
    }

    private static (string Subject, string Title, string Meaning) Sentences(StageSeat seat, DateOnly today)
    {
        var line = seat.Top;
        var end = Show.Day(line.CycleEnd, today);
        var left = $"{Show.Money(line.Available)} of {Show.Money(line.Allocated)} is left. The cycle runs to {end}.";
        var around = line.ExhaustionDate is { } day ? $" and ends around {Show.Day(day, today)}" : "";
        if (seat.IsShare)
        {
            var used = Show.Percent(line.Consumed, line.Allocated);
            var of = $"You used {Show.Money(line.Consumed)}; your share of the shared account is {Show.Money(line.Allocated)}. The cycle runs to {end}.";
            return line.Move switch
            {
                StageMove.Recovered => ($"Recovered: you are {string.Join(", ", seat.Facts(today))}", $"You are {string.Join(", ", seat.Facts(today))}", of),
                StageMove.Seeded => ($"Already passed: {used} of your share is used", $"{used} of your share was used when the rule was made", of),
                StageMove.Entered => ($"{line.Threshold}% of your share is used", $"{line.Threshold}% of your share of the shared account is used", of),
            };
        }

        return (line.Move, line.StageKind) switch
        {
            (StageMove.Recovered, _) => ($"Recovered: your credit, {string.Join(", ", seat.Facts(today))}", $"Your credit recovered: {string.Join(", ", seat.Facts(today))}", left),
            (StageMove.Seeded, _) => ($"Already passed: {Show.Percent(line.Consumed, line.Allocated)} of your credit is used", $"{Show.Percent(line.Consumed, line.Allocated)} of your credit was used when the rule was made", left),
            (_, StageKind.Exhausted) => (
                $"Exhausted: your {Show.Money(line.Allocated)} of credit are used up, next credit {end}",
                $"Your credit is used up, the next comes on {end}",
                $"Nothing of {Show.Money(line.Allocated)} is left. {(line.OverageOn ? "Overage is on." : "Overage is off.")}"),
            (_, StageKind.ProjectedToExhaust) => ($"Your credit will probably run out: {Show.Money(line.Available)} left{StageDocument.Around(line, today)}", $"Your credit will probably run out before {end}{around}", left),
            _ => ($"{line.Threshold}% of your credit is used: {Show.Money(line.Available)} left{StageDocument.Around(line, today)}", $"Your credit is {line.Threshold}% used{around}", left),
        };
    }
}
