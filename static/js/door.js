import "connection"
import "code-field"
import "keyboard"
