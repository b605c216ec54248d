namespace Ringback.Workbench.Network;

/// <summary>What a network card is to somebody with a phone in his hand.</summary>
public enum CardKind
{
    /// <summary>Neither Ethernet nor anything below, such as a mobile modem.</summary>
    Other,

    /// <summary>A socket that a cable goes into, or what a virtual machine takes for one.</summary>
    Wired,

    /// <summary>A radio. No Cisco desk phone hangs on it.</summary>
    WiFi,

    /// <summary>The machine talking to itself.</summary>
    Loopback,

    /// <summary>Made by software: a bridge, a veth of a container, a tunnel, a VPN.</summary>
    Virtual,
}
