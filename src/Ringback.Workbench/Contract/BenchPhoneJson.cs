using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Contract;

/// <summary>A phone as it stands on the bench: what a tile shows, and <c>/api/phones</c>.</summary>
public sealed record BenchPhoneJson
{
    /// <summary>Its place in the order of arrival, from 1; kept until the bench is cleared.</summary>
    public required int Number { get; init; }

    /// <summary>What it is called in addresses of pages: its MAC address, or its IP address before it has named itself.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Its MAC address; null until it has named itself.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Where it was last; null when not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Its model; null when not known.</summary>
    public string? Model { get; init; }

    /// <summary>The family by its firmware; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>What it speaks; null when not known.</summary>
    public string? Protocol { get; init; }

    /// <summary>The load that it runs; null when not known.</summary>
    public string? Load { get; init; }

    /// <summary>How the load is known; null when it is not.</summary>
    public LoadEvidence? LoadEvidence { get; init; }

    /// <summary>What was ordered for it; null for nothing.</summary>
    public string? Goal { get; init; }

    /// <summary>True when it is to stay as it is whatever holds for the others.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Its conversion; null when it has none.</summary>
    public ConversionState? Conversion { get; init; }

    /// <summary>Where it stands.</summary>
    public required PhoneStateJson State { get; init; }

    /// <summary>How far its conversion is; null without one.</summary>
    public CordJson? Cord { get; init; }

    /// <summary>The file that is on its way; null for none.</summary>
    public MovingFileJson? Transfer { get; init; }

    /// <summary>What it asked for last in this boot; null for nothing.</summary>
    public LastAskJson? LastAsk { get; init; }

    /// <summary>The address that it was offered last; null for none.</summary>
    public IPAddress? Offered { get; init; }

    /// <summary>What its screen should show; null when not known.</summary>
    public string? Screen { get; init; }

    /// <summary>When it should have written its flash, roughly; null while it writes none.</summary>
    public DateTimeOffset? SafeAt { get; init; }

    /// <summary>When it came up last; null while it is not up.</summary>
    public DateTimeOffset? UpSince { get; init; }

    /// <summary>When it rang and somebody answered it last; null when nobody did.</summary>
    public DateTimeOffset? RangAt { get; init; }

    /// <summary>What is wrong with it; empty for nothing.</summary>
    public IReadOnlyList<Problem> Findings { get; init; } = [];

    /// <summary>When it was heard first; null when it never was.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it was heard last; null when it never was.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>A phone that was heard of.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="scene">What else there is to know.</param>
    public static BenchPhoneJson Of(PhoneCase phone, BenchScene scene)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(scene);
        IReadOnlyList<Problem> findings = scene.Findings ?? PhoneFindings.Of(phone, scene.Now);
        MovingFileJson? moving = scene.Moving ?? Kept(phone.Transfer);
        PhoneStateJson state =
            PhoneStateJson.Of(phone, findings, scene.Moving is not null, scene.IsStopped, scene.Now);
        Boot? boot = phone.Boots is [.., var last] ? last : null;
        return new BenchPhoneJson
        {
            Number = scene.Number,
            Id = (phone.Mac?.ToString() ?? phone.Address?.ToString()) ?? "",
            Mac = phone.Mac,
            Address = phone.Address,
            Model = phone.Model,
            Family = phone.Family,
            Protocol = PlanStepJson.Word(phone.Protocol),
            Load = phone.Load,
            LoadEvidence = phone.LoadEvidence is Phones.Cases.LoadEvidence.None ? null : phone.LoadEvidence,
            Goal = scene.Goal,
            IsStopped = scene.IsStopped,
            Conversion = phone.Conversion,
            State = state,
            Cord = CordJson.Of(phone, state.State, moving),
            Transfer = moving,
            LastAsk = boot is { Asks: [.., var ask] }
                ? new LastAskJson(
                    ask.Name, ask.Outcome, ask.Served, RequestedFile.Recognise(ask.Name).Purpose, ask.Times)
                : null,
            Offered = phone.Addressing.Offered,
            Screen = ExpectedScreen.Of(phone),
            SafeAt = state.State is PhoneState.Restarting ? phone.LastSeen + TimeSpan.FromMinutes(1) : null,
            UpSince = phone.Stage is BootStage.Registered ? boot?.Registration?.At : null,
            RangAt = phone.RangSince,
            Findings = findings,
            FirstSeen = phone.FirstSeen,
            LastSeen = phone.LastSeen,
        };
    }

    /// <summary>A phone that somebody expects.</summary>
    public static BenchPhoneJson Expected(int number, MacAddress mac, string? model, string? goal) => new()
    {
        Number = number, Id = mac.ToString(), Mac = mac, Model = model, Goal = goal,
        State = new PhoneStateJson(PhoneState.Waiting),
    };

    private static MovingFileJson? Kept(CurrentTransfer? transfer) =>
        transfer is null ? null : new MovingFileJson(transfer.Name, transfer.Bytes, transfer.Length, null);
}

/// <summary>What is known beside the case.</summary>
/// <param name="Number">Its place in the order of arrival.</param>
/// <param name="Goal">What was ordered for it; null for nothing.</param>
/// <param name="IsStopped">True when it is to stay as it is.</param>
/// <param name="Moving">The file that is on its way just now; null for none.</param>
/// <param name="Catalogue">What is known of phones.</param>
/// <param name="Now">The time.</param>
public sealed record BenchScene(
    int Number, string? Goal, bool IsStopped, MovingFileJson? Moving, PhoneCatalogue Catalogue, DateTimeOffset Now)
{
    /// <summary>What is wrong with it, where that was looked for just now; null to look.</summary>
    public IReadOnlyList<Problem>? Findings { get; init; }
}

/// <summary>How far a conversion is: one piece for each step.</summary>
/// <param name="Step">The current step, from 1.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Percent">How far the current step is.</param>
public sealed record CordJson(int Step, int Steps, int Percent)
{
    private const int LoaderShare = 16;
    private const int Taken = 95;

    /// <summary>How far a phone is; null without a conversion that runs.</summary>
    public static CordJson? Of(PhoneCase phone, PhoneState state, MovingFileJson? moving)
    {
        ArgumentNullException.ThrowIfNull(phone);
        if (phone.Conversion is not { Status: ConversionStatus.Running, Steps.Count: > 0 } conversion) return null;
        int step = Math.Min(conversion.Step + 1, conversion.Steps.Count);
        // A universal load is taken as two files: its loader, and the application, which is five times as large.
        bool isBoth = step == conversion.Steps.Count && Load.TryParse7940(conversion.Target, out Load? target)
            && target.Generation is LoadGeneration.Universal;
        BootAsk? image = phone.Boots.Reverse().SelectMany(b => b.Asks.Reverse()).FirstOrDefault(a => a.IsImage);
        bool isLoader = isBoth && image?.Kind is RequestedKind.SignedImage or RequestedKind.UnsignedImage;
        int percent = state switch
        {
            PhoneState.Loading when moving is null => 0,
            PhoneState.Loading when isLoader => moving.Percent * LoaderShare / 100,
            PhoneState.Loading when isBoth && image?.Kind is RequestedKind.Application =>
                LoaderShare + (moving.Percent * (Taken - LoaderShare) / 100),
            PhoneState.Loading => moving.Percent * Taken / 100,
            PhoneState.Restarting when isLoader => LoaderShare,
            // It has the files and not shown yet what it made of them.
            PhoneState.Restarting or PhoneState.Starting or PhoneState.Registered => Taken,
            _ => 0,
        };
        return new CordJson(step, conversion.Steps.Count, percent);
    }
}

/// <summary>A file on its way.</summary>
/// <param name="Name">The file.</param>
/// <param name="Bytes">Bytes that the phone has acknowledged.</param>
/// <param name="Length">Bytes of the whole.</param>
/// <param name="BytesPerSecond">How fast it goes; null when not known.</param>
public sealed record MovingFileJson(string Name, long Bytes, long Length, double? BytesPerSecond)
{
    /// <summary>0 to 100.</summary>
    public int Percent => Length <= 0 ? 100 : (int)Math.Clamp(Bytes * 100 / Length, 0, 100);

    /// <summary>Seconds until it has the whole of it; null when not known.</summary>
    public double? SecondsLeft => BytesPerSecond is > 0 and { } rate ? Math.Round((Length - Bytes) / rate) : null;
}

/// <summary>What a phone asked for last.</summary>
/// <param name="Name">The name as the phone wrote it.</param>
/// <param name="Outcome">How it was answered.</param>
/// <param name="Served">The file that it got; null when it got none.</param>
/// <param name="What">What it is, in a word.</param>
/// <param name="Times">How often it asked in a row.</param>
public sealed record LastAskJson(string Name, AskOutcome Outcome, string? Served, string What, int Times);
