using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>A phone whose network is rebuilt, as far as <see cref="RescueMachine"/> knows it.</summary>
internal sealed class SeekingPhone(HardwareAddress hardware, ushort vlan)
{
    internal HardwareAddress Hardware { get; } = hardware;

    internal ushort Vlan { get; } = vlan;

    internal Ipv4Address Address { get; set; }

    /// <summary>What it takes for its gateway; none when that is not known.</summary>
    internal Ipv4Address Gateway { get; set; }

    internal RescuedPhone Seen => new(Hardware, Address);
}

/// <summary>How far an address is that a phone looks for.</summary>
internal enum QuestStage
{
    Probing,
    Taking,
    Held,
    Failed,
    Refused,
}

/// <summary>An address that a phone looks for.</summary>
internal sealed class RescueQuest(SeekingPhone phone, Ipv4Address address, RescueClue why)
{
    internal SeekingPhone Phone { get; } = phone;

    internal Ipv4Address Address { get; } = address;

    internal RescueClue Why { get; } = why;

    internal QuestStage Stage { get; set; }

    /// <summary>Questions or announcements that are still to be sent.</summary>
    internal int Left { get; set; }

    internal TimeSpan? NextAt { get; set; }

    internal TimeSpan TryAgainAt { get; set; }

    internal TimeSpan HeldSince { get; set; }

    /// <summary>Who was heard with it while it was being taken; null for nobody.</summary>
    internal HardwareAddress? Owner { get; set; }

    internal bool IsGateway { get; set; }

    internal HashSet<RescueService> Services { get; } = [];

    /// <summary>
    /// True when the phone has something of us there. What it asks is not heard where a person told of it.
    /// </summary>
    internal bool Serves => Stage is QuestStage.Held && (Services.Count > 0 || Why is RescueClue.WasTold);
}
