import "connection"
import "code-field"
import "keyboard"
import "verdict"
