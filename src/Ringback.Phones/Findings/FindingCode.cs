namespace Ringback.Phones.Findings;

/// <summary>The codes of what can be wrong with a phone; each is explained in <c>docs/findings.md</c>.</summary>
public static class FindingCode
{
    /// <summary>It asks for an address and does not get as far as having one.</summary>
    public const string NoDhcpAnswer = "no-dhcp-answer";

    /// <summary>It has an address from here and asks for no file.</summary>
    public const string NoTftpRequestAfterLease = "no-tftp-request-after-lease";

    /// <summary>It took its address from another server.</summary>
    public const string RivalDhcpServer = "rival-dhcp-server";

    /// <summary>A server says option 150 in a form that a phone cannot read.</summary>
    public const string Option150Malformed = "option-150-malformed";

    /// <summary>A server does not say option 150.</summary>
    public const string Option150Missing = "option-150-missing";

    /// <summary>It asked to have another address than it was offered.</summary>
    public const string OfferNotTaken = "offer-and-request-differ";

    /// <summary>It says that somebody else has the address that it was given.</summary>
    public const string AddressInUse = "address-in-use";

    /// <summary>It looks for another TFTP server than the one that it was told of.</summary>
    public const string ManualTftpServer = "manual-tftp-server";

    /// <summary>Somebody makes up DHCP clients by the hundred.</summary>
    public const string MadeUpPhones = "made-up-phones";

    /// <summary>Another machine than the phone took the phone's own configuration.</summary>
    public const string ConfigurationTaken = "config-taken-by-another";

    /// <summary>One address asks for the configurations of many phones that are elsewhere.</summary>
    public const string ConfigurationsGathered = "configs-gathered";

    /// <summary>It has an address of a network that is not here.</summary>
    public const string StaticAddress = "static-address";
}
