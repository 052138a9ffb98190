using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Sources;

/// <summary>One source as the page lists it.</summary>
/// <param name="Id">The source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Totals">What it brought.</param>
/// <param name="SeatId">Whose usage it brings where no e-mail is stated; 0 is unassigned.</param>
/// <param name="Seat">The seat's name, or its e-mail.</param>
/// <param name="Pool">What its usage of unknown pool is; null: nobody said.</param>
/// <param name="WindowHours">Hours of silence after which the data of its seats are stale; null: never.</param>
/// <param name="State">Receiving, silent, waiting.</param>
/// <param name="StateWord">The word.</param>
/// <param name="LastData">When it last brought anything.</param>
/// <param name="Lag">How long ago that is.</param>
public sealed record SourceLine(
    int Id, string Name, string Kind, SourceTotals Totals, int SeatId, string Seat, Pool? Pool, int? WindowHours, StateKind State, string StateWord, string LastData, string Lag);
