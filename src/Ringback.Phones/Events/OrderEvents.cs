using System.Text.Json.Serialization;
using Ringback.Catalogue;

namespace Ringback.Phones.Events;

/// <summary>
/// Somebody said what is to become of phones, or took that back. What is said with <c>--to</c> and <c>--phones</c> is
/// an order too; it is told when it differs from the last one. It is about the bench: a phone that is only named has
/// no case yet.
/// </summary>
public sealed record OrderGiven : PhoneEvent
{
    /// <summary>The id of the order for every phone; that for one phone has its MAC address.</summary>
    public const string EveryPhone = "every-phone";

    /// <summary>The goal of a phone that is to stay as it is, whatever is said for every phone.</summary>
    public const string AsItIs = "as-it-is";

    /// <summary>Which order; the next word in the same matter has the same.</summary>
    public required string Id { get; init; }

    /// <summary>How often it was said, this time included. The highest holds.</summary>
    public required int Revision { get; init; }

    /// <summary>Who said it.</summary>
    public required string Author { get; init; }

    /// <summary>The phone that it is for; null for every phone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MacAddress? For { get; init; }

    /// <summary>The goal, as with <c>--to</c>; null when it leaves that open, or is taken back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Goal { get; init; }

    /// <summary>What the phone is said to be; null when it is not said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>True when answers follow it; false when it waits for that, or is taken back.</summary>
    public required bool Armed { get; init; }

    /// <summary>
    /// True when it holds until somebody says otherwise, as what is said in the console; false when it holds as long
    /// as the program is started with it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Lasting { get; init; }
}

/// <summary>
/// Somebody said who may take a step from which there is no way back, or took that back. As long as nobody says
/// anything, the order that leads there is word enough. It is about the bench, as an order is.
/// </summary>
public sealed record ApprovalGiven : PhoneEvent
{
    /// <summary>How often something was said of this phone, or of every phone, this time included.</summary>
    public required int Revision { get; init; }

    /// <summary>Who said it.</summary>
    public required string Author { get; init; }

    /// <summary>The phone that it is for; null for every phone of which nothing else is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MacAddress? For { get; init; }

    /// <summary>True when it may go; false when it waits.</summary>
    public required bool Approved { get; init; }
}

/// <summary>
/// Somebody said what a phone gets for a name of which there is no file. It holds until somebody says otherwise, or
/// until there is such a file. It is about the bench, as an order is.
/// </summary>
public sealed record FileChosen : PhoneEvent
{
    /// <summary>The phone that it is for.</summary>
    public required MacAddress For { get; init; }

    /// <summary>The name, as the phone asks for it.</summary>
    public required string Name { get; init; }

    /// <summary>The path of the file that it gets, below its folder; null for none.</summary>
    public string? File { get; init; }

    /// <summary>How often something was said of this name and phone, this time included.</summary>
    public required int Revision { get; init; }

    /// <summary>Who said it.</summary>
    public required string Author { get; init; }
}

/// <summary>The order behind an answer.</summary>
/// <param name="Id">Which.</param>
/// <param name="Revision">As it stood then.</param>
/// <param name="Author">Who said it.</param>
public sealed record OrderMark(string Id, int Revision, string Author);
