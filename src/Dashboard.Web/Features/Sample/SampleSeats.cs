using System.Collections.Immutable;
using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Sample;

/// <summary>The 40 invented people of the sample organisation. Any likeness is chance.</summary>
public static class SampleSeats
{
    /// <summary>All of them, by team.</summary>
    public static ImmutableArray<SampleSeat> All { get; } =
    [
        Premium("Mara Lindqvist", "Cloud", SampleKind.RunsOut, 1.30),
        Premium("Jonas Weidmann", "Cloud", SampleKind.Close, 0.98),
        Premium("Priya Raghunathan", "Cloud", SampleKind.Stopped, 2.30),
        Standard("Lena Ortiz", "Cloud", SampleKind.Steady, 0.46),
        Standard("Tomasz Kowal", "Cloud", SampleKind.Overage, 2.40),
        Standard("Amara Okafor", "Cloud", SampleKind.Close, 1.00),
        Standard("Felix Brandt", "Cloud", SampleKind.Idle, 0.35),
        Max5x("Sofia Marchetti", "Cloud", SampleKind.Steady, 0.62),
        Premium("Noor Haddad", "Cloud", SampleKind.Unclaimed, 0.58),
        Premium("Henrik Solberg", "Data", SampleKind.Overage, 2.20),
        Premium("Chiara Bianchi", "Data", SampleKind.Close, 0.93),
        Premium("Wei Zhang", "Data", SampleKind.Capped, 2.60),
        Standard("Oluwaseun Bello", "Data", SampleKind.Steady, 0.33),
        Standard("Marta Nowak", "Data", SampleKind.PlanChanged, 0.82),
        Standard("Ruben Claes", "Data", SampleKind.Unclaimed, 0.71),
        Standard("Ingrid Dahl", "Data", SampleKind.Steady, 0.52),
        Max20x("Kenji Tanaka", "Data", SampleKind.Steady, 0.74),
        Premium("Elif Demir", "Robotics", SampleKind.Close, 1.02),
        Premium("Pablo Serrano", "Robotics", SampleKind.RunsOut, 1.38),
        Premium("Hanna Virtanen", "Robotics", SampleKind.Steady, 0.66),
        Standard("David Mensah", "Robotics", SampleKind.Stopped, 2.45),
        Standard("Yara Costa", "Robotics", SampleKind.Steady, 0.28),
        Standard("Niklas Berg", "Robotics", SampleKind.Silent, 0.60),
        Standard("Camille Laurent", "Robotics", SampleKind.Close, 1.04),
        Max20x("Arjun Mehta", "Robotics", SampleKind.Close, 0.96),
        Pro("Zoe Papadaki", "Robotics", SampleKind.Steady, 0.41),
        Premium("Stefan Ionescu", "Mobile", SampleKind.Steady, 0.57),
        Premium("Grace Kim", "Mobile", SampleKind.RunsOut, 1.22),
        Standard("Liam Byrne", "Mobile", SampleKind.Joined, 0.70),
        Standard("Aisha Rahman", "Mobile", SampleKind.Steady, 0.49),
        Standard("Mikkel Holm", "Mobile", SampleKind.Idle, 0.44),
        Standard("Julia Novakova", "Mobile", SampleKind.Close, 0.92),
        Pro("Samuel Adeyemi", "Mobile", SampleKind.Unclaimed, 0.55),
        Premium("Beatriz Almeida", "Research", SampleKind.Steady, 0.69),
        Max20x("Oskar Lind", "Research", SampleKind.RunsOut, 1.30),
        Max5x("Thandiwe Dlamini", "Research", SampleKind.Close, 0.99),
        new("Viktor Petrov", "Research", Plans.EnterpriseStandard, 20, SampleKind.NotEligible, 0.40),
        new("Maya Cohen", "Research", Plans.EnterpriseStandard, 20, SampleKind.NotEligible, 0.65),
        Standard("Erik Johansson", "Research", SampleKind.Silent, 0.75),
        Standard("Nightly Evaluations", "Research", SampleKind.Steady, 0.30),
    ];

    /// <summary>Whose usage comes as results of headless runs, beside the rest.</summary>
    public static SampleSeat Evaluations => All[^1];

    /// <summary>Whose usage comes from the test bench alone.</summary>
    public static IReadOnlySet<string> OnTheBench { get; } = All.Where(s => s.Kind == SampleKind.Silent).Select(s => s.Email).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whose transcripts state no entrypoint and wait for a decision.</summary>
    public static SampleSeat Undecided => All[3];

    private static SampleSeat Premium(string name, string team, SampleKind kind, double share) => new(name, team, Plans.TeamPremium, 100, kind, share);

    private static SampleSeat Standard(string name, string team, SampleKind kind, double share) => new(name, team, Plans.TeamStandard, 20, kind, share);

    private static SampleSeat Max5x(string name, string team, SampleKind kind, double share) => new(name, team, Plans.Max5x, 100, kind, share);

    private static SampleSeat Max20x(string name, string team, SampleKind kind, double share) => new(name, team, Plans.Max20x, 200, kind, share);

    private static SampleSeat Pro(string name, string team, SampleKind kind, double share) => new(name, team, Plans.Pro, 20, kind, share);
}
