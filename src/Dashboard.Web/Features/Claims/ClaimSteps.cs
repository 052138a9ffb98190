using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Claims;

/// <summary>How a credit is claimed at the vendor. Data, with its source and date.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Steps">What to do, in order.</param>
/// <param name="Source">The vendor's page.</param>
/// <param name="AsOf">When it was read.</param>
public sealed record ClaimSteps(string ProgrammeId, IReadOnlyList<string> Steps, string Source, DateOnly AsOf)
{
    private static readonly ClaimSteps[] All =
    [
        new(
            ShippedProgrammes.AgentSdkCredit.Id,
            ["Sign in at claude.ai with your work account.", "Open Settings and look for the Agent SDK credit; the vendor has not published which page it is on.", "Claim it once. It then comes back by itself at the start of every billing cycle.", "Tell us the day, so that it counts here from then on."],
            "https://support.claude.com/en/articles/15036540", new DateOnly(2026, 8, 22)),
        new(
            ShippedProgrammes.MonthlyApiCredits.Id,
            ["Sign in at claude.ai in a browser.", "Open Settings, Billing, API credits (on a Team plan an owner does it: Organization settings, Billing).", "Choose Link organization and pick the Console organisation that shall get the credit.", "Tell us the day, so that it counts here from then on."],
            "https://support.claude.com/en/articles/17154008", new DateOnly(2026, 10, 10)),
    ];

    /// <summary>The steps of a programme; of one of the organisation's own there is nothing to do at the vendor.</summary>
    public static ClaimSteps Of(string programmeId) => All.FirstOrDefault(s => s.ProgrammeId == programmeId)
        ?? new(programmeId, ["Tell us the day from which your credit shall count."], "", default);
}
