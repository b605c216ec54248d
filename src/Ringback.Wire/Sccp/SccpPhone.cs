using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sccp;

/// <summary>One phone at the registrar, for as long as its connection.</summary>
internal sealed class SccpPhone(int connection, IPEndPoint phone, IPEndPoint local, Moment since)
{
    internal int Connection { get; } = connection;

    /// <summary>Where it connected from.</summary>
    internal IPEndPoint Address { get; } = phone;

    /// <summary>Where it connected to.</summary>
    internal IPEndPoint Local { get; } = local;

    internal SccpStream Stream { get; } = new();

    internal SccpStream.FrameTaker? Taker { get; set; }

    /// <summary>When its last whole message came, or it connected.</summary>
    internal TimeSpan HeardAt { get; set; } = since.Running;

    /// <summary>Whole messages that have come; whoever brings bytes and never a message is no phone.</summary>
    internal long Messages { get; set; }

    internal SccpMalformation Closed { get; set; }

    internal SccpRegister? Register { get; set; }

    internal SccpAlarm? Alarm { get; set; }

    /// <summary>The load that it says it runs, from whichever message told it.</summary>
    internal string? Load => Alarm?.Load ?? Register?.LoadInformation;

    /// <summary>Its name; null before it registered.</summary>
    internal string? Device => Register?.DeviceName;

    /// <summary>Its number, as its display shows it; null where all were given away.</summary>
    internal string? Number { get; set; }

    /// <summary>G.711 in the form that it knows.</summary>
    internal uint Codec { get; set; } = SccpCallMessages.MuLaw;

    /// <summary>True once it asked its last question, and idles.</summary>
    internal bool IsUp { get; set; }

    internal bool IsOffHook { get; set; }

    /// <summary>The call that it is in; a phone here has one at a time.</summary>
    internal SccpCall? Call { get; set; }

    /// <summary>True while its keys and its hook are told.</summary>
    internal bool IsWatched { get; set; }

    internal SccpParty Party => new(Device ?? "", Number ?? "");
}

/// <summary>Where a call stands.</summary>
internal enum SccpCallStage
{
    Dialling,
    Ringing,
    Talking,
    Failed,
}

/// <summary>A call between two phones, or of one with the echo.</summary>
internal sealed class SccpCall(uint reference, SccpPhone? caller, TimeSpan since)
{
    internal uint Reference { get; } = reference;

    /// <summary>Who calls; null when the bench does.</summary>
    internal SccpPhone? Caller { get; } = caller;

    /// <summary>Who is called; null before it is known, and for the echo.</summary>
    internal SccpPhone? Callee { get; set; }

    internal SccpCallStage Stage { get; set; }

    /// <summary>Since when it is at that stage.</summary>
    internal TimeSpan Since { get; set; } = since;

    internal string Digits { get; set; } = "";

    internal bool IsEcho { get; set; }

    /// <summary>Where the caller hears; null before it said so.</summary>
    internal IPEndPoint? CallerVoice { get; set; }

    internal IPEndPoint? CalleeVoice { get; set; }

    /// <summary>What all its phones know.</summary>
    internal uint Codec => Phones.All(p => p.Codec == SccpCallMessages.ALaw)
        ? SccpCallMessages.ALaw
        : SccpCallMessages.MuLaw;

    /// <summary>Its one or two phones.</summary>
    internal IEnumerable<SccpPhone> Phones
    {
        get
        {
            if (Caller is not null) yield return Caller;
            if (Callee is not null) yield return Callee;
        }
    }

    internal SccpPhone? Other(SccpPhone phone) => phone == Caller ? Callee : Caller;

    /// <summary>The number by which the channels of one side are known.</summary>
    internal uint PartyOf(SccpPhone phone) => (Reference << 1) | (phone == Caller ? 0u : 1);
}
