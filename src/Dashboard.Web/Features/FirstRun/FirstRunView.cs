using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.FirstRun;

/// <summary>How far the set-up is.</summary>
/// <param name="Organisation">What was decided.</param>
/// <param name="Choice">The programme in force and its mode; null: none was chosen yet.</param>
/// <param name="HasData">Whether any source brought anything.</param>
/// <param name="Today">The day in the organisation's zone.</param>
/// <param name="BooksStart">The proposal: start of the running calendar month's cycle.</param>
public sealed record FirstRunView(Organisation Organisation, Credits.Programmes.ProgrammeChoice? Choice, bool HasData, DateOnly Today, DateOnly BooksStart)
{
    /// <summary>The day on which the organisation claimed the shared credit of a programme; null: not yet.</summary>
    public DateOnly? SharedClaimOf(string programmeId) => Organisation.Rules.PoolClaims.Where(c => c.ProgrammeId == programmeId).Select(c => (long?)c.AtMs).Min() is { } at
        ? ZoneDays.DayOf(at, ZoneDays.Find(Organisation.Rules.Zone.At(at)))
        : null;

    /// <summary>The first step that is not done.</summary>
    public FirstRunStep Next =>
        !Organisation.IsCreated ? FirstRunStep.Organisation
        : Choice is null ? FirstRunStep.Programme
        : Organisation.Seats.IsEmpty ? FirstRunStep.Seats
        : FirstRunStep.Data;

    /// <summary>Whether a step can be opened: every one needs the organisation, and seats need a programme to claim.</summary>
    public bool CanOpen(FirstRunStep step) => step <= (Organisation.IsCreated ? Choice is null ? FirstRunStep.Programme : FirstRunStep.Data : FirstRunStep.Organisation);

    /// <summary>Whether a step is done.</summary>
    public bool IsDone(FirstRunStep step) => step switch
    {
        FirstRunStep.Organisation => Organisation.IsCreated,
        FirstRunStep.Programme => Choice is not null,
        FirstRunStep.Seats => !Organisation.Seats.IsEmpty,
        FirstRunStep.Data => HasData,
    };
}
