using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>One seat of a letter about credit.</summary>
/// <param name="Name">Its name, else its e-mail.</param>
/// <param name="Email">Its e-mail.</param>
/// <param name="Team">Its team; null: none.</param>
/// <param name="Allowance">What a cycle brings, claimed or not.</param>
/// <param name="Used">Covered usage of the cycle.</param>
/// <param name="Left">What waits, or what is left and will expire when it is not used.</param>
/// <param name="CycleEnd">First day after its running cycle.</param>
public sealed record CreditLine(string Name, string Email, string? Team, Nanodollars Allowance, Nanodollars Used, Nanodollars Left, DateOnly CycleEnd);
