using Ringback.Catalogue.Problems;

namespace Ringback.Files.Lint;

/// <summary>The codes of the linter; each is explained in <c>docs/findings.md</c>.</summary>
public static class LintCode
{
    /// <summary>A line that the phone cannot read as <c>key : value</c>.</summary>
    public const string BadLine = "config-bad-line";

    /// <summary>A key that no firmware has.</summary>
    public const string UnknownKey = "config-unknown-key";

    /// <summary>A value outside what the key takes.</summary>
    public const string BadValue = "config-bad-value";

    /// <summary>XML that is not well formed, or none at all.</summary>
    public const string NotWellFormed = "config-not-well-formed";

    /// <summary>A root element of the wrong kind.</summary>
    public const string WrongRoot = "config-wrong-root";

    /// <summary>More than a phone's buffer is known to hold.</summary>
    public const string TooLarge = "config-too-large";

    /// <summary>A password that the phone cuts off or refuses.</summary>
    public const string PasswordTooLong = "password-too-long";

    /// <summary>Another value that the phone cuts off or refuses.</summary>
    public const string ValueTooLong = "value-too-long";

    /// <summary>A load that does not lie in the folder.</summary>
    public const string LoadNotInFolder = "load-not-in-folder";

    /// <summary>A load of which a part is missing.</summary>
    public const string LoadSetIncomplete = "load-set-incomplete";

    /// <summary>A load written with the extension of its file.</summary>
    public const string LoadWithExtension = "load-with-extension";

    /// <summary>A device type with leading zeros, which no phone looks for.</summary>
    public const string ZeroPaddedType = "zero-padded-device-type";

    /// <summary>A device type whose model or load is another.</summary>
    public const string WrongType = "wrong-device-type";

    /// <summary>The default file and a phone's own file name different loads.</summary>
    public const string ImageVersionMismatch = "image-version-mismatch";

    /// <summary>A load of another protocol than the rest of the file.</summary>
    public const string ProtocolMismatch = "protocol-mismatch";

    /// <summary>A SIP phone's file without <c>sipProfile</c>.</summary>
    public const string SipProfileMissing = "sip-profile-missing";

    /// <summary><c>OS79XX.TXT</c> sends old phones away from what the other files want.</summary>
    public const string ForeignPrefix = "os79xx-foreign-prefix";

    /// <summary>A name in other letter case than the phone asks for.</summary>
    public const string WrongCaseInName = "wrong-case-in-name";

    /// <summary>A name that no phone asks for, though one was meant.</summary>
    public const string MisnamedFile = "misnamed-file";

    /// <summary>A value that a template leaves to be filled in.</summary>
    public const string Placeholder = "config-placeholder";

    /// <summary>More in a name than belongs there.</summary>
    public const string StrayCharacter = FirmwareProblem.StrayCharacterInName;

    /// <summary>A load's name in a spelling that no package has.</summary>
    public const string MisspelledLoad = FirmwareProblem.MisspelledLoadName;
}
