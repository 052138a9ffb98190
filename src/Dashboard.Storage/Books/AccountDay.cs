namespace Dashboard.Storage.Books;

/// <summary>A day of an account as projections read it.</summary>
/// <param name="Day">Stored day.</param>
/// <param name="Covered">Covered usage.</param>
/// <param name="Available">What is left at its end.</param>
internal readonly record struct AccountDay(int Day, long Covered, long Available);
