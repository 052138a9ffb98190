namespace Dashboard.Credits.Programmes;

/// <summary>What an allowance row is for. The most specific row of a programme wins: seat, team, plan, everyone. The numbers are stored; never renumber.</summary>
public enum AllowanceTarget
{
    Everyone = 0,
    Plan = 1,
    Team = 2,
    Seat = 3,
}
