using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;

namespace Dashboard.TestKit.Ledger;

/// <summary>An organisation with valid defaults: UTC, Agent SDK credit enforced, books from 2026-07-01.</summary>
public static class Rules
{
    public static OrganisationRules Default { get; } = Under(ShippedProgrammes.AgentSdkCredit);

    public static OrganisationRules Under(Programme programme, ProgrammeMode mode = ProgrammeMode.Enforced) => new()
    {
        Programmes = [programme, .. ShippedProgrammes.All.Where(p => p.Id != programme.Id)],
        Choice = new History<ProgrammeChoice>(new(programme.Id, mode)),
        BooksStart = new DateOnly(2026, 7, 1),
    };
}
