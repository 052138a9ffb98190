using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>One seat of a digest.</summary>
/// <param name="Name">Its name, else its e-mail.</param>
/// <param name="Email">Its e-mail.</param>
/// <param name="Team">Its team; null: none.</param>
/// <param name="State">The state word.</param>
/// <param name="Used">Covered usage of its running cycle.</param>
/// <param name="Allocated">Granted in it.</param>
/// <param name="ExhaustionDate">When its credit ends or ended; null: not in this cycle.</param>
/// <param name="OverageOn">Whether overage is on.</param>
public sealed record DigestSeat(string Name, string Email, string? Team, SeatState State, Nanodollars Used, Nanodollars Allocated, DateOnly? ExhaustionDate, bool OverageOn);
